"""The program for assistants, over the Model Context Protocol: read-only tools that answer as the commands do."""
