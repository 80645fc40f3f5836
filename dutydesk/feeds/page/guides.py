"""How to subscribe on common phones and programs, step by step."""

from dataclasses import dataclass

from dutydesk.wording import _


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps for one phone or program."""

    title: str
    steps: tuple[str, ...]


def apple_button() -> str:
    """Return what the link for Apple's calendars is called."""
    return _("iPhone, iPad or Mac")


def google_button() -> str:
    """Return what the link for Google's calendar is called."""
    return _("Google Calendar")


def outlook_button() -> str:
    """Return what the link for Outlook with an account of a school or firm is called."""
    return _("Outlook at school or work")


def outlook_home_button() -> str:
    """Return what the link for Outlook with a private account is called."""
    return _("Outlook.com")


def guides() -> tuple[Guide, ...]:
    """Return the steps for each phone and program; menus are named as they name themselves."""
    return (
        Guide(
            _("iPhone or iPad"),
            (
                _("Tap “{button}” above, and confirm with “Subscribe”.").format(button=apple_button()),
                _(
                    "If nothing opens: in the Calendar app tap “Calendars”, “Add Calendar”, “Add "
                    "Subscription Calendar”, and paste the address."
                ),
                _("How often the phone looks for changes is set by “Fetch New Data”, in Settings, Calendar."),
            ),
        ),
        Guide(
            _("Mac"),
            (
                _(
                    "Click “{button}” above; or choose “File”, “New Calendar Subscription” in Calendar."
                ).format(button=apple_button()),
                _("Set “Auto-refresh” to every hour."),
                _("If you chose reminders here, untick “Alerts” next to “Remove”."),
            ),
        ),
        Guide(
            _("Android with Google Calendar"),
            (
                _(
                    "The app itself cannot subscribe: use a web browser, best on a computer, signed in to "
                    "the Google account of the phone."
                ),
                _("Press “{button}” above and confirm.").format(button=google_button()),
                _(
                    "Or open calendar.google.com, press the plus sign beside “Other calendars”, choose “From "
                    "URL”, and paste the address."
                ),
                _("On the phone the calendar then stands in the app’s menu: tick it there."),
                _("Reminders are set in Google Calendar itself, in the settings of this calendar."),
            ),
        ),
        Guide(
            _("Android without Google: ICSx⁵"),
            (
                _("Install ICSx⁵, from F-Droid or Google Play."),
                _("Tap the plus sign, paste the address, go on, and give the calendar a name and a colour."),
                _("The duties then stand in the phone’s own calendar app."),
                _("How often it looks for changes is set in ICSx⁵."),
            ),
        ),
        Guide(
            _("Outlook"),
            (
                _("Press “{work}” or “{home}” above, and confirm.").format(
                    work=outlook_button(), home=outlook_home_button()
                ),
                _(
                    "Or in the calendar of Outlook choose “Add calendar”, “Subscribe from web”, paste the "
                    "address, give it a name, and press “Import”."
                ),
                _(
                    "In the classic Outlook for Windows: “Add Calendar”, “From Internet”, and paste "
                    "the address."
                ),
            ),
        ),
        Guide(
            _("Thunderbird"),
            (
                _("In the calendar choose “New Calendar”, then “On the Network”."),
                _("Paste the address as “Location”, press “Find Calendars”, then “Subscribe”."),
            ),
        ),
    )
