"""Three versions of a records file into one: by record, and inside a record by field.

The text of both sides is kept as it stands. What cannot be read, or would not read as it should
when merged, is left to git's ordinary merge of lines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from seminars.editing.change import BYTE_ORDER_MARK, same
from seminars.editing.git import merged_text
from seminars.editing.merge_fields import merged_field
from seminars.editing.merge_order import COMMENT, merged_order
from seminars.editing.merge_sections import (
    RECORD,
    NotInPartsError,
    Section,
    aligned,
    comments_in,
    file_section,
    mapping_section,
    source_of,
)
from seminars.model.period import BadDateError, parse_dates
from seminars.model.record import FIELDS
from seminars.reading.parser import items
from seminars.reading.source import FileRefusedError, Source, decode
