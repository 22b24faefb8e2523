"""The tools behind the official SDK's server, over standard input and output."""

import functools
from collections.abc import Callable
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from article41.errors import InputError
from article41.explain import NOTICE
from article41.mcp.tools import Tools
from article41.transaction import FieldError
from article41.version import VERSION

INSTRUCTIONS = f"""\
United Nations sanctions on the DPRK, 2006 to today. Every answer cites its paragraphs and flags what no source
confirmed: pass both on. An undetermined verdict is an answer: ask for the facts under `missing`. {NOTICE}"""


def make(tools: Tools) -> MCPServer[Any]:
    """The server with every tool, each marked as one that only reads."""
    server: MCPServer[Any] = MCPServer("article41", version=VERSION, instructions=INSTRUCTIONS, log_level="ERROR")
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    for name, tool in tools.named.items():
        server.add_tool(_told(tool), name=name, annotations=reads)
    return server


def _told(tool: Callable[..., Any]) -> Callable[..., Any]:
    """The tool, with faults of what was asked told in words."""

    @functools.wraps(tool)
    def answered(*arguments: Any, **named: Any) -> Any:
        try:
            return tool(*arguments, **named)
        except FieldError as fault:
            raise ToolError(f"{fault.field}: {fault.fault}" if fault.field else fault.fault) from None
        except InputError as fault:
            raise ToolError(str(fault)) from None
        except LookupError as fault:
            raise ToolError(str(fault.args[0])) from None

    return answered
