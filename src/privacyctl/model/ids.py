"""The numbers of rows, each of a type of its own: a task's number is never taken for that of its case.

The store makes them from rows, and the command line from what is typed. They are plain
numbers when the program runs.
"""

from __future__ import annotations

from typing import NewType

ContactId = NewType("ContactId", int)
CaseId = NewType("CaseId", int)
"""Of a request; on the screen it is a case."""
TaskId = NewType("TaskId", int)
"""Of a takedown; on the screen it is a task."""
PublicationId = NewType("PublicationId", int)
LetterId = NewType("LetterId", int)
"""Of a mail or a form that a human wrote."""
SourceId = NewType("SourceId", int)
"""Of a mailbox that is read."""
