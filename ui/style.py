"""The few styles Streamlit's theme cannot express, built from the tokens of `ui/theme.py`.

Also the work-around for the English that Streamlit's upload widget and chart toolbar carry: their fixed words
are hidden and ours are shown in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.text import Text
    from ui.theme import Theme

_RULES = """
:root { --pm-page: %(page)s; --pm-surface: %(surface)s; --pm-ink: %(ink)s; --pm-ink2: %(ink2)s;
  --pm-ink3: %(ink3)s; --pm-line: %(line)s; --pm-zone: %(zone)s; --pm-accent: %(accent)s; }
[data-testid="stMainBlockContainer"] { max-width: 1400px; padding: 72px 40px 40px; }
[data-testid="stElementToolbar"], [data-testid="stToolbarActions"] { display: none; }
[data-testid="stHeaderActionElements"] { display: none; }
h1 { line-height: 1.22; padding: 0 0 8px; text-wrap: balance; }
.pm-lead, .pm-note, .pm-body, .pm-caption, .pm-list, .pm-facts, .pm-far { overflow-wrap: anywhere; }
.pm-lead { font-size: 17px; line-height: 26px; color: var(--pm-ink2); max-width: 70ch; margin: 0; }
.pm-note { font-size: 13px; line-height: 20px; color: var(--pm-ink2); max-width: 90ch; margin: 0; }
.pm-body { max-width: 70ch; margin: 0; } .pm-body + .pm-body { margin-top: 8px; }
.pm-caption { font-size: 14px; line-height: 21px; color: var(--pm-ink2); margin: 0; }
.pm-caption b { color: var(--pm-ink); }
.pm-facts p { margin: 0; padding: 12px 0; border-top: 1px solid var(--pm-line); font-size: 15px; line-height: 23px; }
.pm-facts p:first-child { border-top: 0; padding-top: 4px; }
[class*="st-key-movement_pick"] { max-width: 420px; }
[data-testid="stExpander"] details { border-color: transparent; background: transparent; }
.pm-chips { margin: 0 0 16px; }
.pm-legend { margin: 0; display: grid; gap: 8px; max-width: 860px; }
.pm-legend div { display: grid; grid-template-columns: 220px 1fr; gap: 4px 16px; align-items: center;
  background: var(--pm-surface); border: 1px solid var(--pm-line); border-radius: 14px; padding: 10px 16px; }
.pm-legend span { font-size: 15px; }
[data-testid^="stBaseButton-primary"], [data-testid^="stBaseLinkButton-primary"] { color: var(--pm-surface); }
[data-testid^="stBaseButton-primary"] p, [data-testid^="stBaseLinkButton-primary"] p { color: inherit; }
[data-testid="stExpander"], [data-testid="stForm"], [data-testid="stAlert"], [class*="st-key-limit"],
[class*="st-key-rejected"], .st-key-preview, [class*="st-key-card-flags"] { max-width: 860px; }
.pm-table { border-collapse: collapse; width: 100%%; font-size: 14px; font-variant-numeric: tabular-nums; }
.pm-scroll { overflow-x: auto; max-height: 420px; overflow-y: auto; }
.pm-table td:not(:last-child) { min-width: 64px; }
.pm-table th, .pm-table td { text-align: left; padding: 8px 12px 8px 0; vertical-align: top;
  border-bottom: 1px solid var(--pm-line); overflow-wrap: break-word; }
.pm-table th { color: var(--pm-ink2); font-weight: 600; background: transparent; }
.pm-table td.num, .pm-table th.num { text-align: right; white-space: nowrap; }
@media (max-width: 640px) {
  :is(.st-key-desk_people, .st-key-share-history) {
    .pm-scroll { max-height: none; }
    thead { position: absolute; clip-path: inset(50%%); }
    tr { display: block; padding: 8px 0; }
    td { display: grid; grid-template-columns: 38%% 1fr; gap: 8px; border: 0; padding: 2px 0; }
    td::before { content: attr(data-label); color: var(--pm-ink2); }
    tr + tr { border-top: 1px solid var(--pm-line); }
  }
  [class*="st-key-explore_pick"] [data-testid="stButtonGroup"] button
    { border-radius: 999px; border-width: 1px; border-style: solid; margin: 0 4px 0 0; }
  [class*="st-key-explore_pick"] [data-testid="stButtonGroup"] button[aria-checked="false"]
    { border-color: var(--pm-line) !important; }
}
[class*="st-key-narrow-"], .st-key-preload { display: none; }
[class*="st-key-flag_"] label > div:first-of-type { border-radius: 5px; border: 1.5px solid var(--pm-ink2); }
[class*="st-key-card"] { background: var(--pm-surface); border-radius: 14px; }
[data-testid="stButton"] button, [data-testid="stDownloadButton"] button { min-height: 44px; }
[class*="st-key-footer-"] { border-top: 1px solid var(--pm-line); margin-top: 24px; padding-top: 12px; }
[class*="st-key-footer-"] [data-testid="stCaptionContainer"], [class*="st-key-footer-"] p
  { color: var(--pm-ink2); font-size: 13px; opacity: 1; }
.pm-list { margin: 0; padding-left: 20px; max-width: 70ch; } .pm-list li { margin: 0 0 4px; font-size: 16px; }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] { justify-content: center; border-radius: 14px; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] { font-size: 0; min-height: 44px; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] * { display: none; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"]::after
  { content: "%(choose)s"; font-size: 16px; padding: 0 12px; }
[data-testid="stFileUploaderDropzone"]:not(:has([aria-invalid="true"])) [data-testid="stBaseButton-borderlessIcon"]
  { display: none; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-borderlessIcon"] { font-size: 0; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-borderlessIcon"] * { display: none; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-borderlessIcon"]::after
  { content: "%(choose)s"; font-size: 14px; }
[data-testid="stFileChip"]:not([aria-invalid="true"]):not(:has([data-testid="stFileChipIconSpinner"]))
  { display: none; }
[data-testid="stFileChip"]:not(:has([data-testid="stFileChipIconSpinner"])) [data-testid="stFileChipDeleteBtn"]
  { display: none; }
[data-testid="stFileChipName"] + div { display: none; }
[data-testid="stFileChip"]:has([data-testid="stFileChipIconSpinner"]) [data-testid="stFileChipName"]::after
  { content: " · %(uploading)s"; color: var(--pm-ink2); }
[data-testid="stTooltipErrorHoverTarget"] { pointer-events: none; }
[data-testid="stFileChip"][aria-invalid="true"] { max-width: none; height: auto; white-space: normal; }
[data-testid="stFileChip"] [role="alert"] { position: static !important; width: auto !important; clip: auto !important;
  height: auto !important; clip-path: none !important; font-size: 0; overflow: visible !important; }
[data-testid="stFileChip"] [role="alert"]::after { content: "%(too_large)s"; font-size: 14px; white-space: normal; }
[class*="st-key-column-"] { max-width: 860px; border-top: 1px solid var(--pm-line); padding: 12px 0 4px; gap: 6px; }
[class*="st-key-column-"] [data-testid="stHorizontalBlock"] { flex-wrap: wrap; gap: 8px; }
.pm-column { margin: 0; overflow-wrap: anywhere; } .pm-column span { color: var(--pm-ink2); margin-left: 6px; }
.pm-column small { color: var(--pm-ink2); font-size: 13px; }
.pm-definitions { display: grid; grid-template-columns: minmax(140px, 200px) 1fr; gap: 0 16px;
  margin: 0 !important; padding: 0 !important; max-width: 860px; }
.pm-definitions dt, .pm-definitions dd { margin: 0 !important; padding: 7px 0 !important;
  border-top: 1px solid var(--pm-line); font-size: 15px; line-height: 22px; overflow-wrap: anywhere; }
.pm-definitions dt { color: var(--pm-ink2); }
[class*="st-key-import-"] { max-width: 860px; border-top: 1px solid var(--pm-line); padding: 8px 0;
  flex-wrap: nowrap !important; }
[class*="st-key-import-"] [data-testid="stHtml"],
[class*="st-key-import-"] > [data-testid="stElementContainer"]:first-child { flex: 1 1 auto; min-width: 0; }
[data-testid="stRadioOption"] { min-height: 36px; align-items: center; }
[data-testid="stRadioOption"] > div > div:first-child { box-shadow: 0 0 0 1px var(--pm-ink3); }
[data-testid="stRadioOption"][data-selected="true"] > div > div:first-child > div { background: var(--pm-surface); }
[data-testid="stCheckbox"] label[data-selected="true"] polyline { stroke: var(--pm-surface); }
[data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] * { color: var(--pm-surface); }
[data-testid="stDateInputField"] [data-placeholder="true"][role="spinbutton"] { font-size: 0; }
[data-testid="stDateInputField"] [data-placeholder="true"]::after { font-size: 14px; }
[data-placeholder="true"][data-type="day"]::after { content: "%(date_day)s"; }
[data-placeholder="true"][data-type="month"]::after { content: "%(date_month)s"; }
[data-placeholder="true"][data-type="year"]::after { content: "%(date_year)s"; }
[class*="st-key-leading-"] { max-width: 860px; border-top: 1px solid var(--pm-line); padding: 10px 0; }
[data-testid="stSkipToContent"] { font-size: 0; }
[data-testid="stSkipToContent"]::after { content: "%(skip)s"; font-size: 16px; }
[data-testid="stAlertContainer"] { background: var(--pm-zone); color: var(--pm-ink); }
[data-testid="stStatusWidget"] { display: none; }
.st-key-practice { max-width: 560px; gap: 12px; } .st-key-welcome, .st-key-flags_answer { max-width: 560px; }
[class*="st-key-rate-"] { max-width: 560px; }
[class*="st-key-rate-"] [data-testid="stButtonGroup"] button { min-height: 44px; min-width: 44px; padding: 0 8px;
  font-variant-numeric: tabular-nums; justify-content: center; }
[class*="st-key-pick-"] { border-bottom: 1px solid var(--pm-line); padding-bottom: 8px; }
[class*="st-key-pick-"] button { min-height: 52px; } [class*="st-key-pick-"] button p { font-size: 17px; }
.pm-anchors { margin: 0; font-size: 13px; line-height: 20px; color: var(--pm-ink2); }
.pm-anchors span { margin-right: 12px; } .pm-anchors b { color: var(--pm-ink); }
.pm-surprise { margin: 0; font-size: 18px; line-height: 26px; font-weight: 600; }
.st-key-practice button, .st-key-practice input, [class*="st-key-flags-"] label
  { min-height: 44px; }
[class*="st-key-flags-"] label { align-items: center; }
.st-key-flag-stop { max-width: 640px; }
[class*="st-key-day_date"], [class*="st-key-card-follow"], [class*="st-key-card-like"] { max-width: 560px; }
@media (max-width: 640px) {
  [data-testid="stHorizontalBlock"] { row-gap: 16px; }
  [data-testid="stMainBlockContainer"] { padding: 64px 16px 24px; }
  h1 { font-size: 27px !important; }
  .pm-legend div { grid-template-columns: 1fr; }
  .pm-definitions { grid-template-columns: 1fr; }
  .pm-definitions dd { border-top: 0; padding-top: 0 !important; }
  [class*="st-key-column-"] [data-testid="stColumn"] { min-width: 100%% !important; }
  [data-testid="stExpander"] summary, [data-testid="stButtonGroup"] button, [data-testid="stRadioOption"],
  [data-testid="stSelectbox"] [role="group"], [data-testid="stFormSubmitButton"] button { min-height: 44px; }
  .pm-lead { font-size: 16px; line-height: 22px; }
  [class*="st-key-narrow-"] { display: flex; }
  [class*="st-key-wide-"] { display: none !important; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
"""

_NEUTRALS = ("page", "surface", "ink", "ink2", "ink3", "line", "zone", "accent")


def css(text: Text, theme: Theme) -> str:
    """The style sheet of the app in one language and mode."""
    return _RULES % {
        **{name: getattr(theme, name) for name in _NEUTRALS},
        "skip": _quoted(text("app.skip")),
        "choose": _quoted(text("diary.upload.choose")),
        "uploading": _quoted(text("diary.upload.running")),
        "too_large": _quoted(text("diary.upload.too_large")),
        **{f"date_{part}": _quoted(text(f"app.date.{part}")) for part in ("day", "month", "year")},
    }


def _quoted(words: str) -> str:
    """Words that are safe inside a CSS string in a style element."""
    return words.replace("\\", "").replace('"', "”").replace("<", "").replace("\n", " ")
