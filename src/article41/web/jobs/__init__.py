"""Files of acts judged while nobody waits: an upload becomes a job, a process of its own works it off."""
