from .desk import desk, inquiry, inquiry_note
from .live import live, live_detail
from .log_import import import_detail, import_list

__all__ = ["desk", "import_detail", "import_list", "inquiry", "inquiry_note", "live", "live_detail"]
