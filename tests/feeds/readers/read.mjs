// Reads calendars with ical.js or node-ical: a JSON list of files on standard input, and on standard output
// for each file the [uid, start, end] of its events: Unix seconds, or the dates of whole days; an event that
// says no end has none.
import { readFileSync } from "node:fs";

async function icaljs() {
  const { default: ICAL } = await import("ical.js");
  const moment = (time) => {
    if (time === null) return "";
    return time.isDate ? time.toString() : String(time.toUnixTime());
  };
  return (file) => {
    const calendar = new ICAL.Component(ICAL.parse(file));
    return calendar
      .getAllSubcomponents("vevent")
      .map((event) => [
        event.getFirstPropertyValue("uid"),
        moment(event.getFirstPropertyValue("dtstart")),
        moment(event.getFirstPropertyValue("dtend")),
      ]);
  };
}

async function nodeIcal() {
  const { default: ical } = await import("node-ical");
  // A whole day is given as midnight of this process, which runs in UTC.
  const moment = (time) => (time.dateOnly ? time.toISOString().slice(0, 10) : String(time / 1000));
  return (file) =>
    Object.values(ical.sync.parseICS(file))
      .filter((entry) => entry.type === "VEVENT")
      .map((event) => [event.uid, moment(event.start), moment(event.end)]);
}

const read = await { "ical.js": icaljs, "node-ical": nodeIcal }[process.argv[2]]();
const given = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(given.map(read)));
