"""The limits of Discord that the judge holds a request to, in one table."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

LIMITS: dict[str, int] = {
    "content_chars": 2000,
    "nonce_chars": 25,
    "embeds": 10,
    "embed_total_chars": 6000,
    "embed_title_chars": 256,
    "embed_description_chars": 4096,
    "embed_fields": 25,
    "embed_field_name_chars": 256,
    "embed_field_value_chars": 1024,
    "embed_footer_chars": 2048,
    "embed_author_chars": 256,
    "embed_colour": 0xFFFFFF,
    "rows": 5,
    "row_buttons": 5,
    "row_selects": 1,
    "layout_components": 40,
    "layout_text_chars": 4000,
    "button_label_chars": 80,
    "button_url_chars": 512,
    "custom_id_chars": 100,
    "select_options": 25,
    "select_option_chars": 100,
    "select_placeholder_chars": 150,
    "modal_title_chars": 45,
    "modal_components": 5,
    "modal_label_chars": 45,
    "modal_label_description_chars": 100,
    "text_input_chars": 4000,
    "text_input_placeholder_chars": 100,
    "file_upload_files": 10,
    "choices": 25,
    "choice_chars": 100,
    "slash_commands": 100,
    "user_commands": 15,
    "message_commands": 15,
    "command_name_chars": 32,
    "command_description_chars": 100,
    "command_options": 25,
    "command_total_chars": 8000,
    "attachments": 10,
    "attachment_bytes": 10 * MEBIBYTE,
    "request_bytes": 25 * MEBIBYTE,
    "filename_chars": 1024,
    "alt_text_chars": 1024,
    "waveform_points": 256,
    "waveform_chars": 400,
    "thread_name_chars": 100,
    "audit_reason_chars": 512,
}
"""Each limit by its name; the last word of a name is the unit, where it is not a count."""

ARCHIVE_MINUTES = frozenset({60, 1440, 4320, 10080})
"""After how many minutes of silence a thread may be put away."""
