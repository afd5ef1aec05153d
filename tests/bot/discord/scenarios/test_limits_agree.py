"""The bot's table of limits beside the judge's: what is sent is fitted to the very numbers it is held to."""

from __future__ import annotations

import pytest

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.limits import cut, cut_lines
from tests.discord_server import rest_interactions
from tests.discord_server.judge.limits import ARCHIVE_MINUTES, LIMITS

SAME = {
    "CONTENT": "content_chars",
    "EMBED_TOTAL": "embed_total_chars",
    "EMBED_TITLE": "embed_title_chars",
    "EMBED_DESCRIPTION": "embed_description_chars",
    "EMBED_FIELDS": "embed_fields",
    "FIELD_NAME": "embed_field_name_chars",
    "FIELD_VALUE": "embed_field_value_chars",
    "FOOTER": "embed_footer_chars",
    "ROWS": "rows",
    "BUTTONS_IN_ROW": "row_buttons",
    "BUTTON_LABEL": "button_label_chars",
    "CUSTOM_ID": "custom_id_chars",
    "OPTIONS": "select_options",
    "OPTION_TEXT": "select_option_chars",
    "PLACEHOLDER": "select_placeholder_chars",
    "MODAL_TITLE": "modal_title_chars",
    "MODAL_LABEL": "modal_label_chars",
    "MODAL_TEXT": "text_input_chars",
    "MODAL_PARTS": "modal_components",
    "CHOICES": "choices",
    "CHOICE_TEXT": "choice_chars",
    "COMMAND_NAME": "command_name_chars",
    "COMMAND_DESCRIPTION": "command_description_chars",
    "COMMAND_OPTIONS": "command_options",
    "COMMAND_TOTAL": "command_total_chars",
    "GLOBAL_COMMANDS": "slash_commands",
    "FILES": "attachments",
    "FILE_BYTES": "attachment_bytes",
    "REQUEST_BYTES": "request_bytes",
    "ALT_TEXT": "alt_text_chars",
    "NONCE": "nonce_chars",
    "THREAD_NAME": "thread_name_chars",
    "AUDIT_REASON": "audit_reason_chars",
}
STRICTER = {
    "FILE_NAME": "filename_chars",
    "CONTEXT_MENUS": "message_commands",
}
"""Where the bot asks less of Discord than it would take."""
ELSEWHERE = {
    "ACK_SECONDS": rest_interactions.ANSWER_WITHIN_SECONDS,
    "TOKEN_SECONDS": rest_interactions.TOKEN_LIVES_SECONDS,
    "USER_INSTALL_FOLLOWUPS": rest_interactions.FOLLOW_UPS_OF_A_GUEST,
}


@pytest.mark.parametrize(("ours", "theirs"), SAME.items(), ids=SAME)
def test_the_bot_and_the_judge_hold_the_same_limit(ours: str, theirs: str) -> None:
    assert getattr(limits, ours) == LIMITS[theirs]


@pytest.mark.parametrize(("ours", "theirs"), STRICTER.items(), ids=STRICTER)
def test_the_bot_asks_no_more_than_the_judge_allows(ours: str, theirs: str) -> None:
    assert getattr(limits, ours) <= LIMITS[theirs]


@pytest.mark.parametrize(("ours", "theirs"), ELSEWHERE.items(), ids=ELSEWHERE)
def test_the_bot_and_the_stand_in_count_alike(ours: str, theirs: float) -> None:
    assert getattr(limits, ours) == theirs


def test_a_thread_is_put_away_after_a_time_that_discord_knows() -> None:
    assert limits.ARCHIVE_MINUTES in ARCHIVE_MINUTES


def test_no_limit_of_the_bot_is_left_unchecked() -> None:
    told = {name for name, value in vars(limits).items() if name.isupper() and isinstance(value, int | float)}
    assert told - set(SAME) - set(STRICTER) - set(ELSEWHERE) == {"ARCHIVE_MINUTES", "EDIT_EVERY_SECONDS"}


@pytest.mark.parametrize("most", [1, 2, 45, 80, 2000])
def test_a_text_at_its_limit_is_whole_and_one_above_is_cut_with_a_sign(most: int) -> None:
    assert cut("a" * most, most) == "a" * most
    assert cut("a" * (most + 1), most) == "a" * (most - 1) + "…"


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [("ab👩\u200d👧👦", 5, "ab👩…"), ("a\\*bc", 3, "a…"), ("ab cd", 4, "ab…")],
    ids=["a joined emoji", "a sign that was made harmless", "a blank"],
)
def test_nothing_is_left_of_a_sign_that_was_cut_off(text: str, most: int, told: str) -> None:
    assert cut(text, most) == told


def test_lines_at_their_limit_are_whole_and_above_it_whole_lines_are_counted() -> None:
    assert cut_lines(("a" * 49, "b" * 50), 100) == "a" * 49 + "\n" + "b" * 50
    assert cut_lines(("a" * 50, "b" * 50), 100) == "a" * 50 + "\n… +1"


def test_one_line_that_is_too_long_is_cut() -> None:
    assert cut_lines(("a" * 2000,), 1024) == "a" * 1023 + "…"


def test_lines_that_only_were_too_long_are_not_counted_as_left_out() -> None:
    assert cut_lines(("a" * 600, "b" * 600), 1024) == "a" * 399 + "…\n" + "b" * 399 + "…"
