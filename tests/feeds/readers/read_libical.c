/* Reads the calendars on standard input with libical and prints each event as UID, start and end, separated by
 * tabs: Unix seconds, or the dates of whole days; an event that says no end has none. A line "calendar" stands
 * before the events of each calendar. Where libical finds a rule of the standard violated it says which on
 * standard error, and the program ends with 1. As most of the rules that it knows are those of a published
 * calendar, each is given what such a one has and a feed need not have: METHOD, and in events ORGANIZER and
 * SUMMARY.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static char *everything(FILE *from)
{
    size_t size = 0, room = 1 << 16;
    char *text = malloc(room);
    while (text != NULL) {
        size += fread(text + size, 1, room - size - 1, from);
        if (size < room - 1)
            break;
        text = realloc(text, room *= 2);
    }
    if (text == NULL)
        exit(2);
    text[size] = '\0';
    return text;
}

static void print_moment(icalcomponent *event, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    struct icaltimetype moment;
    putchar('\t');
    if (property == NULL)
        return;
    moment = icalproperty_get_datetime_with_component(property, event);
    if (moment.is_date)
        printf("%04d-%02d-%02d", moment.year, moment.month, moment.day);
    else
        printf("%lld", (long long)icaltime_as_timet_with_zone(moment, moment.zone));
}

static int print_errors(icalcomponent *component)
{
    int found = 0;
    icalproperty *error;
    icalcomponent *inner;
    for (error = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); error != NULL;
         error = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY), found++)
        fprintf(stderr, "%s: %s\n", icalcomponent_kind_to_string(icalcomponent_isa(component)),
                icalproperty_get_value_as_string(error));
    for (inner = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); inner != NULL;
         inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        found += print_errors(inner);
    return found;
}

static void make_published(icalcomponent *calendar)
{
    icalcomponent *event;
    icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event != NULL;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalcomponent_add_property(event, icalproperty_new_organizer("mailto:nobody@example.com"));
        if (icalcomponent_get_first_property(event, ICAL_SUMMARY_PROPERTY) == NULL)
            icalcomponent_add_property(event, icalproperty_new_summary("no title"));
    }
}

static int read_calendar(icalcomponent *calendar)
{
    icalcomponent *event;
    puts("calendar");
    for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event != NULL;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        const char *uid = icalcomponent_get_uid(event);
        fputs(uid != NULL ? uid : "", stdout);
        print_moment(event, ICAL_DTSTART_PROPERTY);
        print_moment(event, ICAL_DTEND_PROPERTY);
        putchar('\n');
    }
    make_published(calendar);
    icalrestriction_check(calendar);
    return print_errors(calendar);
}

int main(void)
{
    char *text = everything(stdin);
    icalcomponent *root = icalparser_parse_string(text), *calendar;
    int errors = 0;
    free(text);
    if (root == NULL) {
        fputs("no calendar\n", stderr);
        return 1;
    }
    if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
        errors = read_calendar(root);
    else
        for (calendar = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT); calendar != NULL;
             calendar = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT))
            errors += read_calendar(calendar);
    icalcomponent_free(root);
    return errors > 0;
}
