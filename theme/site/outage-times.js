/* Times of the outage clock: wall times of the house, the state in the page's address, and the moments that lines count from.
   An instant is a number of minutes since 1970, so that midnight and the change of daylight time take nothing away. */
window.WardbookOutage = (function () {
  "use strict"
  var MINUTE = 60000, DAY = 1440
  var MOMENTS = ["noticed", "announced", "manual", "all_clear"], KEYS = { noticed: "s", announced: "a", manual: "t", all_clear: "c" }

  function instant(at) { return Math.floor(at / MINUTE) }

  /* How a house reads its clock: `zone` by its IANA name, empty for that of this PC. */
  function watch(zone, language, hours) {
    var fields = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
    var plain = format("en-US", fields), time = format(language, { hour: "2-digit", minute: "2-digit", hourCycle: hours === "12" ? "h12" : "h23" })
    var day = format(language, { weekday: "short", month: "short", day: "numeric" }), long = format(language, { year: "numeric", month: "long", day: "numeric" })

    function format(locale, options) {
      var wanted = Object.assign({}, options, zone ? { timeZone: zone } : {})
      try { return new Intl.DateTimeFormat(locale, wanted) } catch (_) { zone = ""; return new Intl.DateTimeFormat(locale, options) }
    }

    function read(at) {
      var found = {}
      plain.formatToParts(new Date(at * MINUTE)).forEach(function (part) { found[part.type] = Number(part.value) })
      return found
    }

    function same(one, other) { return one.year === other.year && one.month === other.month && one.day === other.day }

    /* The last instant, at `until` or before it, at which the clock on the wall showed this time. */
    function last(hour, minute, until) {
      for (var at = until; at > until - 2 * DAY; at--) {
        var shown = read(at)
        if (shown.hour === hour && shown.minute === minute) return at
      }
      return null
    }

    /* How many minutes the house is ahead of this PC: not 0 where the PC is set to another zone. */
    function ahead(at) {
      var shown = read(at), pc = new Date(at * MINUTE)
      var house = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute)
      return Math.round((house - Date.UTC(pc.getFullYear(), pc.getMonth(), pc.getDate(), pc.getHours(), pc.getMinutes())) / MINUTE)
    }

    return {
      read: read, last: last, ahead: ahead,
      zone: function () { return zone },
      time: function (at) { return time.format(new Date(at * MINUTE)) },
      day: function (at) { return day.format(new Date(at * MINUTE)) },
      date: function (at) { return long.format(new Date(at * MINUTE)) },
      /* The time; with its day where that is another than that of `now`. */
      said: function (at, now) { return (same(read(at), read(now)) ? "" : day.format(new Date(at * MINUTE)) + " ") + time.format(new Date(at * MINUTE)) }
    }
  }

  function empty() { return { moments: {}, view: "", scenario: "", systems: [], mode: "", ticks: {} } }

  /* The state that an address holds; what can't be read is left out. */
  function stateOf(address) {
    var state = empty(), department = /^#for-([\w-]+)$/.exec(address)
    if (department) state.view = department[1]
    address.replace(/^#/, "").split("&").forEach(function (pair) {
      var at = pair.indexOf("="), key = pair.slice(0, at), value = pair.slice(at + 1)
      try { value = decodeURIComponent(value) } catch (_) { return }
      if (at < 1) return
      MOMENTS.forEach(function (moment) { if (KEYS[moment] === key && minutes(value) !== null) state.moments[moment] = minutes(value) })
      if (key === "v") state.view = value
      if (key === "k") state.scenario = value
      if (key === "m") state.mode = value
      if (key === "d") state.systems = value.split(".").filter(Boolean)
      if (key === "x") value.split(",").forEach(function (tick) {
        var parts = tick.split("~")
        if (parts.length === 2 && minutes(parts[1]) !== null) state.ticks[parts[0]] = minutes(parts[1])
      })
    })
    return state
  }

  function minutes(text) {
    var found = /^[0-9a-z]{1,8}$/.test(text) ? parseInt(text, 36) : NaN
    return found > 0 && found < 1e8 ? found : null
  }

  /* The address of a state. Ids are plain letters, so that nothing in it needs a percent sign. */
  function addressOf(state) {
    var parts = []
    MOMENTS.forEach(function (moment) { if (moment in state.moments) parts.push(KEYS[moment] + "=" + state.moments[moment].toString(36)) })
    if (state.view) parts.push("v=" + state.view)
    if (state.systems.length) parts.push("d=" + state.systems.join("."))
    if (state.scenario) parts.push("k=" + state.scenario)
    if (state.mode) parts.push("m=" + state.mode)
    var ticks = Object.keys(state.ticks).map(function (id) { return id + "~" + state.ticks[id].toString(36) })
    if (ticks.length) parts.push("x=" + ticks.join(","))
    return "#" + parts.join("&")
  }

  /* The instant of an origin; null while nobody has said it. Who is on paper was told to be. */
  function origin(state, since) {
    var found = state.moments
    if (since === "announced" && !("announced" in found) && "manual" in found) return found.manual
    return since in found ? found[since] : null
  }

  /* Each line with its instants, and how it stands at `now`: done, waiting, next, now, overdue. A link of the chain counts
     from the one before it: from when that was ticked, else from when it was to be done. */
  function standing(lines, state, now) {
    var before = null
    return lines.map(function (line) {
      var chained = line.begin && line.begin[0] === "chain"
      function at(moment) {
        if (!moment || !moment.length) return null
        var from = chained ? before : origin(state, moment[0])
        return from === null ? null : from + moment[1]
      }
      var one = { line: line, begin: at(line.begin), end: at(line.end), done: line.id in state.ticks ? state.ticks[line.id] : null }
      if (/^chain\//.test(line.id)) before = one.done !== null ? one.done : one.end !== null ? one.end : one.begin
      one.how = how(one, now)
      return one
    })
  }

  function how(one, now) {
    if (one.done !== null) return "done"
    if (one.begin === null) return "waiting"
    if (one.begin > now) return "next"
    if (one.end !== null && one.end < now) return "overdue"
    return "now"
  }

  /* The level that an outage of so many minutes has, and the next one; levels are in order, each begins with its minutes. */
  function levelOf(levels, passed) {
    var found = {}
    levels.forEach(function (level) {
      if (level[0] <= passed) found.level = level
      else if (!found.next) found.next = level
    })
    return found
  }

  /* What the calendar says of a time on the wall: a holiday cancels peak hours, a working day at a weekend has some. */
  function dayOf(calendar, shown) {
    var date = [shown.year, two(shown.month), two(shown.day)].join("-"), at = shown.hour * 60 + shown.minute
    var weekday = (new Date(Date.UTC(shown.year, shown.month - 1, shown.day)).getUTCDay() + 6) % 7
    var worked = calendar.worked[date], holiday = calendar.holidays[date] || "", night = calendar.night
    var peaks = calendar.peaks.filter(function (peak, place) {
      var holds = worked ? worked.indexOf(place) >= 0 : !holiday && peak[2].indexOf(weekday) >= 0
      return holds && peak[3] <= at && at < peak[4]
    })
    var dark = night && (night[0] < night[1] ? night[0] <= at && at < night[1] : at >= night[0] || at < night[1])
    return { holiday: holiday, peaks: peaks, night: dark ? night[2] : "" }
  }

  function two(number) { return (number < 10 ? "0" : "") + number }

  /* What speaks against this PC's clock, as words of the page: it is earlier than the plan, years later, earlier than what was
     written down by it, went back while the page was open, or is set to another place. */
  function doubts(house, state, now, edition, wentBack) {
    var found = [], printed = instant(Date.parse(edition + "T00:00:00Z")), last = 0
    MOMENTS.forEach(function (moment) { if (moment in state.moments) last = Math.max(last, state.moments[moment]) })
    Object.keys(state.ticks).forEach(function (id) { last = Math.max(last, state.ticks[id]) })
    if (now < printed - DAY) found.push("early")
    if (now > printed + 3 * 366 * DAY) found.push("late")
    if (last > now + 2) found.push("behind")
    if (wentBack) found.push("back")
    if (house.zone() && house.ahead(now)) found.push("zone")
    return found
  }

  return {
    MOMENTS: MOMENTS, instant: instant, watch: watch, empty: empty, stateOf: stateOf, addressOf: addressOf, origin: origin, standing: standing,
    doubts: doubts, levelOf: levelOf, dayOf: dayOf
  }
})()
