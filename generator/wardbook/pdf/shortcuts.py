"""Shorter ways through WeasyPrint where it spends most: values of styles, lengths in percent,
setting up Pango for a run of text, matching selectors, bytes of a PDF. Each gives what WeasyPrint
gives, to the byte, and leaves what is unusual to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pydyf
from weasyprint import CSS
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    Dimension,
)
from weasyprint.layout import percent
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, harfbuzz, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout

_OWN_RULES = frozenset(("float", "display", "position", "page"))
"""Properties that WeasyPrint computes by rules of their own, as it does those of decorations."""
_DECORATION = "text_decoration_"
_PLAIN_TYPES = frozenset((str, int, float, Dimension))
"""Types of values that hold no formula."""
_NOT_THERE = object()
_MATCHED = (
    "id_selectors",
    "class_selectors",
    "lower_local_name_selectors",
    "namespace_selectors",
)
_OF_RUNS = (
    "font_size",
    "font_family",
    "font_weight",
    "font_style",
    "direction",
    "lang",
    "text_decoration_line",
)
"""What may be set of a style after text was laid out with it."""
_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)


def _plain(keys: Any) -> set[str]:
    plain = set()
    for key in keys:
        if key not in _OWN_RULES and not key.startswith((_DECORATION, "__")):
            plain.add(key)
    return plain


_PLAIN_INHERITED = frozenset(_plain(INHERITED))
_PLAIN_INITIAL = {
    key: INITIAL_VALUES[key]
    for key in _plain(INITIAL_VALUES) - set(INHERITED) - set(INITIAL_NOT_COMPUTED)
}
_LOGICAL = frozenset(
    logical(block="ttb", inline=inline)
    for logical in PHYSICAL_FUNCTIONS.values()
    for inline in ("ltr", "rtl")
)
"""Names of sides by the direction of writing: a rule with one sets a property of another name."""

_computed, _anonymous = ComputedStyle.__missing__, AnonymousStyle.__missing__
_resolve_one, _set_up, _as_bytes = percent.resolve_one_percentage, Layout.setup, pydyf._to_bytes


def _value_of(style: Any, key: str) -> Any:
    """A computed value. What no rule sets is inherited or initial: nothing need be computed."""
    if key in style.cascaded:
        return _computed(style, key)
    if key in PHYSICAL_FUNCTIONS and _has_logical(style):
        return _computed(style, key)
    value = _PLAIN_INITIAL.get(key, _NOT_THERE)
    if value is not _NOT_THERE:
        style[key] = value
        return value
    parent = style.parent_style
    if key not in _PLAIN_INHERITED or parent is None:
        return _computed(style, key)
    value = parent[key]
    if value.__class__ not in _PLAIN_TYPES and check_math(value):
        return _computed(style, key)
    style[key] = value
    return value


def _has_logical(style: Any) -> bool:
    """Whether a rule names a side by the direction of writing."""
    known = style.__dict__.get("_names_logical")
    if known is None:
        known = style._names_logical = not _LOGICAL.isdisjoint(style.cascaded)
    return bool(known)


def _anonymous_value(style: Any, key: str) -> Any:
    """A value of an anonymous box."""
    value = _PLAIN_INITIAL.get(key, _NOT_THERE)
    if value is _NOT_THERE:
        if key not in _PLAIN_INHERITED:
            return _anonymous(style, key)
        value = style.parent_style[key]
    style[key] = value
    return value


def _used(box: Any, name: str, refer_to: Any) -> None:
    """Set a used length: most are lengths already."""
    value = box.style[name]
    if value.__class__ is Dimension and value.unit == "px":
        setattr(box, name, value.value)
    else:
        _resolve_one(box, name, refer_to)


def _set_up_run(layout: Any, style: Any) -> None:
    """Set up a Pango layout. Those of one style share what Pango is told of it, the context and the
    font, which no layout changes."""
    known = style.__dict__.get("_pango")
    key = [style[name] for name in _OF_RUNS]  # first lines and letters change some of them
    if known is None or known[0] != key:
        if not _is_common(style):
            _set_up(layout, style)
            return
        known = style._pango = (key, *_pango_of(style))
    _, context, description, layout.language, attribute = known
    layout.style, layout.first_line_direction = style, 0
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, description)
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    if attribute is not None:
        listed = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(listed, attribute)
        pango.pango_layout_set_attributes(layout.layout, listed)


def _is_common(style: Any) -> bool:
    """Whether text of this style has no line drawn at it and no language of its own for its font;
    and nobody changes the style."""
    return (
        style.__class__ in (ComputedStyle, AnonymousStyle)
        and style["text_decoration_line"] == "none"
        and style["font_language_override"] == "normal"
    )


def _pango_of(style: Any) -> tuple[Any, Any, Any, Any]:
    """Pango's context, font and language for a style, and the features of the font, if any."""
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    if style["lang"]:
        pointer, _ = unicode_to_char_p(style["lang"])
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    wanted = font_features(*(style[name] for name in _FEATURES))
    attribute = None
    if wanted:
        text = ",".join(f"{name} {value}" for name, value in wanted.items()).encode()
        known = style.font_config.font_features
        if text not in known:
            known[text] = pango.pango_attr_font_features_new(text)
        attribute = known[text]
    return context, get_font_description(style), language, attribute


def _bytes_of(item: Any) -> Any:
    """A piece of a PDF as bytes: most are bytes, or numbers."""
    kind = item.__class__
    if kind is bytes:
        return item
    if kind is int or kind is str:
        return str(item).encode("ascii")
    return _as_bytes(item)


def program_size(face: Any) -> int:
    """Bytes of the font file of a face of HarfBuzz, which is not read."""
    blob = harfbuzz.hb_face_reference_blob(face)
    size = int(harfbuzz.hb_blob_get_length(blob))
    harfbuzz.hb_blob_destroy(blob)
    return size


def program_start(face: Any, length: int) -> bytes:
    """The first bytes of the font file of a face, at most `length`."""
    blob = harfbuzz.hb_face_reference_blob(face)
    with ffi.new("unsigned int *") as whole:
        start = harfbuzz.hb_blob_get_data(blob, whole)
        data = bytes(ffi.unpack(start, min(length, int(whole[0]))))
    harfbuzz.hb_blob_destroy(blob)
    return data


def matched_at_once(sheets: Sequence[CSS]) -> list[CSS]:
    """Style sheets as one: an element is asked once which rules are its own. Those with layers stay
    as they are."""
    if any(sheet.layers for sheet in sheets):
        return list(sheets)
    whole, order = CSS(string=""), 0
    for sheet in sheets:
        matcher = sheet.matcher
        for name in _MATCHED:
            gathered = getattr(whole.matcher, name)
            for key, entries in getattr(matcher, name).items():
                gathered.setdefault(key, []).extend(_moved(entries, order))
        whole.matcher.lang_attr_selectors += _moved(matcher.lang_attr_selectors, order)
        whole.matcher.other_selectors += _moved(matcher.other_selectors, order)
        whole.page_rules += sheet.page_rules
        order += matcher.order
    return [whole]


def _moved(entries: Sequence[Any], by: int) -> list[Any]:
    """Rules that stand behind `by` others."""
    moved = []
    for test, specificity, order, pseudo, payload in entries:
        moved.append((test, specificity, order + by, pseudo, payload))
    return moved


@cache
def take_shortcuts() -> None:
    """Have WeasyPrint go these ways, in this process."""
    ComputedStyle.__missing__ = _value_of
    AnonymousStyle.__missing__ = _anonymous_value
    percent.resolve_one_percentage = _used
    Layout.setup = _set_up_run
    pydyf._to_bytes = _bytes_of
