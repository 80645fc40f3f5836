// Reads calendars with ical.js: JSON on standard input, JSON on standard output.
//   events   a calendar file -> [uid, start, end] of each event: Unix seconds, or dates of whole days
//   walls    [{tzid, vtimezone, walls}] -> for each, the Unix seconds of its wall times
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function moment(time) {
  return time.isDate ? time.toString() : String(time.toUnixTime());
}

function events(file) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return [event.uid, moment(event.startDate), moment(event.endDate)];
  });
}

function walls(zones) {
  return zones.map(({ vtimezone, walls }) => {
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(vtimezone)));
    return walls.map((wall) => {
      const time = ICAL.Time.fromDateTimeString(wall);
      time.zone = zone;
      return time.toUnixTime();
    });
  });
}

const given = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({ events, walls }[process.argv[2]](given)));
