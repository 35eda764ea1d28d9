/* The outage clock: what is due now, overdue and next, for one department or for command. It counts from times that somebody types
   or taps. All that it knows stands in the page and in its address: nothing is stored, nothing is sent. */
(function () {
  "use strict"
  var times = window.WardbookOutage, EVERY = 5000, LONG = 720

  function begin(root) {
    var given = JSON.parse(root.dataset.clock), say = given.say
    var house = times.watch(given.zone, given.language, given.hours)
    var lines = given.lines.concat(given.departments.filter(function (one) { return one.paper }).map(paperLine))
    var state = times.stateOf(location.hash), items = {}, last = 0, wentBack = false, isLongAgo = false
    var part = build()

    function now() { return times.instant(Date.now()) }

    function paperLine(one) {
      return { id: "paper/" + one.id, department: one.id, begin: [one.paper[0], 0], end: one.paper, limit: one.limit, who: one.name, text: [[say.paper]] }
    }

    function filled(text) {
      var values = Array.prototype.slice.call(arguments, 1)
      return text.replace(/%([a-d])/g, function (_, letter) { return values["abcd".indexOf(letter)] })
    }

    function span(minutes) {
      if (minutes < 60) return filled(say.minutes, minutes)
      return filled(say.hours, Math.floor(minutes / 60), minutes % 60)
    }

    function make(tag, kind, text) {
      var made = document.createElement(tag)
      if (kind) made.className = kind
      if (text) made.textContent = text
      return made
    }

    function button(text, act, kind) {
      var made = make("button", kind || "", text)
      made.type = "button"
      made.addEventListener("click", act)
      return made
    }

    /* --- the parts of the page ------------------------------------------------------------------------------ */
    function build() {
      var found = {
        face: make("div", "wb-clock__face"), passed: make("p", "wb-clock__passed"), facts: make("p", "wb-clock__facts wb-dots"), rules: make("div", "wb-clock__rules"),
        doubts: make("div", "wb-clock__doubts"), moments: {}, set: folded("wb-clock__set", say.settings), tell: folded("wb-clock__tell", say.say_title),
        lists: make("div", "wb-clock__lists"), said: make("p", "wb-clock__said"), tools: make("div", "wb-clock__tools"),
        log: make("section", "wb-clock__log"), sections: {}
      }
      var rows = make("div", "wb-clock__moments")
      found.doubts.setAttribute("role", "alert")
      found.said.setAttribute("role", "status")
      found.face.append(found.passed, found.facts, found.rules)
      times.MOMENTS.forEach(function (moment) { rows.append(momentRow(found, moment)) })
      found.view = choice(say.who, [["", say.choose], ["command", say.command]].concat(given.departments.map(function (one) {
        return [one.id, one.code + " " + one.name]
      })), function (value) { state.view = value })
      found.scenario = choice(say.scenario, [["", say.by_systems]].concat(given.scenarios), function (value) { state.scenario = value })
      found.set.body.append(systemsOf(found), found.scenario.label)
      found.large = button(say.large, function () {
        change(function () { state.mode = state.mode ? "" : "large" })
        window.scrollTo(0, 0)
      })
      found.dark = button(say.light, function () { change(function () { state.mode = state.mode === "large" ? "light" : "large" }) })
      found.tools.append(button(say.print, print), found.large, found.dark, button(say.again, again))
      root.append(found.face, found.doubts, rows, found.view.label, found.set.root, found.tools, found.said, found.tell.root, found.lists)
      root.append(make("p", "wb-clock__kept", say.kept), found.log)
      return found
    }

    function folded(kind, title) {
      var made = make("details", kind), body = make("div")
      made.append(make("summary", "", title), body)
      return { root: made, body: body }
    }

    function momentRow(found, moment) {
      var row = make("div", "wb-clock__moment"), label = make("label", "", say[moment]), field = make("input"), shown = make("b")
      field.type = "time"
      field.addEventListener("change", function () {
        var typed = /^(\d+):(\d+)/.exec(field.value)
        if (!typed) return
        var at = house.last(Number(typed[1]), Number(typed[2]), now())
        // A slip, or a time by another clock, may be later than this one: it is taken as yesterday's, and said
        isLongAgo = at !== null && now() - at > LONG
        set(moment, at, true)
      })
      label.append(field)
      var earlier = button(say.earlier, function () {
        var shown = house.read(state.moments[moment])
        set(moment, house.last(shown.hour, shown.minute, state.moments[moment] - 1))
      })
      var out = button(say.clear, function () { set(moment, null) })
      var tap = button(say.now, function () { set(moment, now()) }, "wb-clock__now")
      row.append(label, tap, shown, earlier, out)
      found.moments[moment] = { row: row, field: field, tap: tap, shown: shown, earlier: earlier, out: out }
      return row
    }

    function choice(text, options, act) {
      var label = make("label", "wb-clock__choice", text), field = make("select")
      options.forEach(function (option) {
        var made = make("option", "", option[1])
        made.value = option[0]
        field.append(made)
      })
      field.addEventListener("change", function () { change(function () { act(field.value) }) })
      label.append(field)
      return { label: label, field: field }
    }

    function systemsOf(found) {
      var box = make("fieldset", "wb-clock__systems")
      box.append(make("legend", "", say.systems))
      found.systems = given.systems.map(function (system) {
        var label = make("label"), tick = make("input")
        tick.type = "checkbox"
        tick.value = system[0]
        tick.addEventListener("change", function () {
          change(function () {
            state.systems = found.systems.filter(function (one) { return one.checked }).map(function (one) { return one.value })
          })
        })
        label.append(tick, " " + system[1])
        box.append(label)
        return tick
      })
      return box
    }

    /* --- what people do ------------------------------------------------------------------------------------- */
    function set(moment, at, isTyped) {
      if (!isTyped) isLongAgo = false
      change(function () {
        if (at === null) delete state.moments[moment]
        else state.moments[moment] = at
      })
    }

    function change(act) {
      var empty = !part.lists.firstChild
      act()
      var address = times.addressOf(state)
      // A page that was opened from a file may not always rewrite its history: its address it may set
      try { history.replaceState(history.state, "", address) } catch (_) { location.hash = address }
      show()
      if (empty && part.lists.firstChild) bringUp()
    }

    /* Settings fill a phone's screen: the first lines that come, and how many they are, are brought up. */
    function bringUp() {
      if (part.lists.getBoundingClientRect().top > window.innerHeight * 0.8) part.said.scrollIntoView()
    }

    function again() {
      if (window.confirm(say.again_sure)) change(function () { state = Object.assign(times.empty(), { view: state.view, mode: state.mode }) })
    }

    function print() { window.print() }

    /* --- what is shown -------------------------------------------------------------------------------------- */
    function department() { return given.departments.find(function (one) { return one.id === state.view }) }

    function down() {
      var ids = {}
      given.systems.forEach(function (system) {
        if (state.systems.indexOf(system[0]) >= 0) (system[2] || []).forEach(function (id) { ids[id] = true })
      })
      return ids
    }

    /* The scenario that is played: the one that is chosen, else the one whose systems are all down, the widest first; else the
       first of all. */
    function scenario() {
      if (state.scenario || !given.scenarios.length) return state.scenario
      var best = given.scenarios[0]
      var most = 0
      given.scenarios.forEach(function (one) {
        var all = one[2].length && one[2].every(function (id) { return state.systems.indexOf(id) >= 0 })
        if (all && one[2].length > most) { best = one; most = one[2].length }
      })
      return best[0]
    }

    /* Command sees the chain, its scenario and what has a limit; a department all that is its own. */
    function isShown(one) {
      var line = one.line
      if (line.scenario && line.scenario !== scenario()) return false
      if (state.view !== "command") return line.department === state.view
      return Boolean(line.scenario || line.end || /^chain\//.test(line.id) || line.gate || isAfter(line))
    }

    function isAfter(line) { return line.begin && line.begin[0] === "all_clear" }

    function byTime(one, other) {
      function rank(found) { return [found.how === "next" ? found.begin : 0, found.line.urgent ? 0 : 1, found.end === null ? 1e9 : found.end] }
      var here = rank(one), there = rank(other)
      return here[0] - there[0] || here[1] - there[1] || here[2] - there[2]
    }

    function show() {
      var at = now(), started = "noticed" in state.moments, ended = "all_clear" in state.moments
      if (last && at < last - 1) wentBack = true
      last = at
      var found = times.standing(lines, state, at), shown = found.filter(isShown)
      showSettings(at, started)
      showDoubts(at)
      document.body.classList.toggle("wb-clock-runs", started)
      document.body.classList.toggle("wb-clock-large", Boolean(state.mode))
      document.body.classList.toggle("wb-clock-dark", state.mode === "large")
      var sections = !started || !state.view ? [] : ended ? afterwards(shown) : during(shown)
      showSections(sections, at)
      showTelling(shown, at, started && Boolean(state.view))
      showCounts(shown, started && Boolean(state.view) && !ended)
      showLog(found.filter(function (one) { return one.done !== null }), shown, at)
      showLanguages()
    }

    function during(shown) {
      var sections = ["overdue", "now", "next"].map(function (how) {
        return { key: how, title: say[how + "_title"], rows: shown.filter(function (one) { return one.how === how }).sort(byTime) }
      })
      times.MOMENTS.slice(1, 3).concat("chain").forEach(function (since) {
        var rows = shown.filter(function (one) { return one.how === "waiting" && one.line.begin[0] === since })
        sections.push({ key: "waits_" + since, title: say["waits_" + since], rows: rows })
      })
      sections.push(doneOf(shown))
      return sections
    }

    /* In the order in which it is entered: what is done stays in its place. */
    function afterwards(shown) {
      var after = shown.filter(function (one) { return isAfter(one.line) }), gates = {}
      after.forEach(function (one) { if (one.line.gate) gates[one.line.gate] = true })
      var sections = [{ key: "end", title: say.end_title, rows: after.filter(function (one) { return !one.line.gate }) }]
      Object.keys(gates).map(Number).sort(function (one, other) { return one - other }).forEach(function (gate) {
        var rows = after.filter(function (one) { return one.line.gate === gate })
        sections.push({ key: "gate" + gate, title: filled(say.gate_title, gate), rows: rows })
      })
      var before = shown.filter(function (one) { return !isAfter(one.line) })
      sections.push({ key: "open", title: say.open_title, rows: before.filter(function (one) { return one.how !== "done" }) })
      sections.push(doneOf(before))
      return sections
    }

    function doneOf(shown) {
      var rows = shown.filter(function (one) { return one.how === "done" })
      return { key: "done", title: say.done_title, rows: rows.sort(function (one, other) { return one.done - other.done }) }
    }

    /* Rows stay the same elements, so that nobody loses the place or the keyboard. */
    function showSections(sections, at) {
      var focused = document.activeElement, wanted = sections.filter(function (one) { return one.rows.length })
      var made = wanted.map(function (one) {
        var section = part.sections[one.key]
        if (!section) {
          section = part.sections[one.key] = { root: make("section", "wb-clock__part wb-clock__part--" + one.key), title: make("h2"), list: make("ul") }
          section.root.append(section.title, section.list)
        }
        section.title.textContent = one.title + " (" + one.rows.length + ")"
        arrange(section.list, one.rows.map(function (row) { return item(row, at) }))
        return section.root
      })
      arrange(part.lists, made)
      if (focused && focused !== document.activeElement && part.lists.contains(focused)) focused.focus()
    }

    function arrange(parent, wanted) {
      var same = parent.children.length === wanted.length && wanted.every(function (one, place) { return parent.children[place] === one })
      if (!same) parent.replaceChildren.apply(parent, wanted)
    }

    function item(row, at) {
      var line = row.line, found = items[line.id] || (items[line.id] = itemOf(line))
      found.root.dataset.how = row.how
      found.tick.checked = row.done !== null
      found.when.textContent = when(row, at)
      var lost = down(), falls = (line.falls || []).filter(function (id) { return lost[id] }), names = namesOf(falls)
      found.falls.textContent = falls.length ? filled(say.falls, names) : ""
      found.root.classList.toggle("wb-clock__line--lost", falls.length > 0)
      return found.root
    }

    function itemOf(line) {
      var root = make("li", "wb-clock__line" + (line.urgent ? " wb-clock__line--urgent" : "")), label = make("label"), tick = make("input")
      tick.type = "checkbox"
      tick.addEventListener("change", function () {
        change(function () {
          if (tick.checked) state.ticks[line.id] = now()
          else delete state.ticks[line.id]
        })
      })
      label.append(tick, make("b", "", whoOf(line)), " ", runs(line.text, true))
      var when = make("span", "wb-clock__when"), more = make("div", "wb-clock__more"), falls = make("span", "wb-clock__falls")
      if (line.limit) more.append(make("span", "wb-clock__limit", line.limit))
      if (line.href) more.append(link(line.code, line.href))
      if (line.forms) {
        var forms = make("span")
        forms.append(runs(line.forms))
        more.append(forms)
      }
      ;(line.calls || []).forEach(function (call) { more.append(dial(call)) })
      if (line.tell) more.append(make("span", "", filled(say.tell, line.tell)))
      if (line.after) more.append(make("span", "", filled(say.after, line.after)))
      root.append(label, when, more, falls)
      return { root: root, tick: tick, when: when, falls: falls }
    }

    /* In command's list a line begins with its department. */
    function whoOf(line) {
      var owner = given.departments.find(function (one) { return one.id === line.department })
      return owner && owner.name !== line.who ? owner.code + " " + line.who : line.who
    }

    function when(row, at) {
      var end = row.end, begin = row.begin
      if (row.done !== null) {
        var late = end !== null && row.done > end
        return filled(late ? say.done_late : say.done_at, house.said(row.done, at), late ? span(row.done - end) : "")
      }
      if (row.how === "overdue") return filled(say.late, house.said(end, at), span(at - end))
      if (row.how === "next") return filled(say.from, house.said(begin, at), span(begin - at))
      if (row.how === "now" && end !== null) return filled(say.until, house.said(end, at), span(end - at))
      return ""
    }

    function runs(found, plain) {
      var made = document.createDocumentFragment()
      ;(found || []).forEach(function (run) {
        if (run[2] && !plain) made.append(link(run[0], run[2]))
        else if (run[1] === "code") made.append(make("span", "code", run[0]))
        else made.append(run[0])
      })
      return made
    }

    function link(text, href) {
      var made = make("a", "", text)
      made.href = href
      return made
    }

    function dial(call) {
      var made = link(call[0] + " ", "tel:" + call[1].replace(/[^0-9+*#]/g, ""))
      made.className = "wb-clock__dial"
      made.append(make("span", "", call[1]))
      return made
    }

    function namesOf(ids) {
      return given.systems.filter(function (system) { return ids.indexOf(system[0]) >= 0 }).map(function (system) { return system[1] }).join(say.comma)
    }

    function showSettings(at, started) {
      times.MOMENTS.forEach(function (moment) {
        var row = part.moments[moment], known = moment in state.moments
        row.shown.textContent = known ? house.said(state.moments[moment], at) : ""
        row.earlier.hidden = row.out.hidden = !known
        row.field.hidden = row.tap.hidden = known
        row.row.classList.toggle("wb-clock__moment--known", known)
        row.row.hidden = !started && moment !== "noticed"
        if (document.activeElement !== row.field) row.field.value = ""
      })
      part.view.field.value = state.view
      part.scenario.field.value = state.scenario
      part.systems.forEach(function (tick) { tick.checked = state.systems.indexOf(tick.value) >= 0 })
      part.large.textContent = state.mode ? say.small : say.large
      part.dark.hidden = !state.mode
      part.dark.textContent = state.mode === "large" ? say.light : say.dark
      part.passed.textContent = started ? filled(say.passed, span(Math.max(0, at - state.moments.noticed))) : say.begin
      showFacts(at)
      showRules(at, started)
    }

    function showFacts(at) {
      var facts = [filled(say.pc, house.time(at), house.day(at))]
      times.MOMENTS.forEach(function (moment) {
        if (moment in state.moments) facts.push(say[moment] + " " + house.said(state.moments[moment], at))
      })
      part.facts.replaceChildren.apply(part.facts, facts.concat(given.desk.map(dial)).map(dotted))
    }

    /* Which level it has by now, and whether this is a peak: what a plan lets depend on the time. */
    function showRules(at, started) {
      var said = [], ended = "all_clear" in state.moments ? Math.min(at, state.moments.all_clear) : at
      if (started) given.scales.forEach(function (scale) { said.push(levelOf(scale, ended, at)) })
      said.push(dayOf(times.dayOf(given.calendar, house.read(at))))
      said = said.filter(Boolean)
      if (part.rules.dataset.said === said.join()) return
      part.rules.dataset.said = said.join()
      part.rules.replaceChildren.apply(part.rules, said.map(function (text) {
        var line = make("p", "wb-dots")
        line.append.apply(line, text.split(" · ").map(dotted))
        return line
      }))
    }

    /* One of several things in a line: a dot stands before it, which the edge hides where a line begins. */
    function dotted(one) {
      var item = make("span")
      item.append(one)
      return item
    }

    function levelOf(scale, until, at) {
      var begun = state.moments.noticed, found = times.levelOf(scale.levels, until - begun), said = []
      var level = found.level, next = found.next
      if (!level && !scale.below && !next) return ""
      if (given.scales.length > 1) said.push(scale.plan)
      if (!level && scale.below) said.push(scale.below)
      if (level) said.push(filled(scale.expected ? say.level_expected : say.level, level[1], level[2]) + (level[3] ? filled(say.level_who, level[3]) : ""))
      if (next && !("all_clear" in state.moments)) said.push(filled(say.level_next, house.said(begun + next[0], at), next[1]) + (next[3] ? filled(say.level_who, next[3]) : ""))
      if (scale.expected && !("all_clear" in state.moments)) said.push(say.level_counts)
      return said.join(" · ")
    }

    function dayOf(day) {
      var said = day.peaks.map(function (peak) { return filled(say.peak, peak[0], peak[1]) })
      if (day.holiday) said.unshift(filled(say.holiday, day.holiday))
      if (!said.length && given.calendar.peaks.length) said.push(say.peak_none)
      if (day.night) said.push(filled(say.night, day.night))
      return said.join(" · ")
    }

    function showDoubts(at) {
      var found = times.doubts(house, state, at, given.edition, wentBack)
      if (isLongAgo) found.push("typed")
      var said = found.map(function (doubt) { return filled(say["doubt_" + doubt], house.date(at), house.zone()) })
      if (part.doubts.textContent === said.join("")) return
      part.doubts.replaceChildren.apply(part.doubts, said.map(function (text) { return make("p", "", text) }))
    }

    function showCounts(shown, counts) {
      var said = !counts ? "" : ["overdue", "now", "next"].map(function (how) {
        return say[how + "_title"] + " " + shown.filter(function (one) { return one.how === how }).length
      }).join(" · ")
      if (part.said.textContent !== said) part.said.textContent = said
    }

    /* Words to read out: who, what, since when, and how far it is. */
    function showTelling(shown, at, started) {
      var said = started ? telling(shown, at) : []
      part.tell.root.hidden = !said.length
      part.tell.body.replaceChildren.apply(part.tell.body, said.map(function (text) { return make("p", "", text) }))
    }

    function telling(shown, at) {
      var own = department(), found = state.moments, said = [], systems = namesOf(state.systems) || say.say_systems
      said.push(filled(say.say_down, own ? own.name : say.command, house.said(found.noticed, at), systems))
      if ("all_clear" in found) return said.concat(filled(say.say_clear, house.said(found.all_clear, at)), say.say_back)
      if ("announced" in found) said.push(filled(say.say_active, house.said(found.announced, at)))
      else if (!("manual" in found)) said.push(say.say_waiting)
      if ("manual" in found) said.push(filled(say.say_paper, house.said(found.manual, at)))
      if (given.never_waits) said.push(given.never_waits)
      shown.filter(function (one) { return one.how === "overdue" }).slice(0, 3).forEach(function (one) {
        said.push(filled(say.say_overdue, one.line.who, words(one.line.text)))
      })
      if (own && own.say) said.push(filled(say.say_patients, own.say))
      return said.concat(say.say_back)
    }

    function words(found) { return found.map(function (run) { return run[0] }).join("") }

    /* The log: what was ticked with its time, in order, then what is open; it prints instead of the page. */
    function showLog(done, shown, at) {
      var own = department(), rows = []
      times.MOMENTS.forEach(function (moment) {
        if (moment in state.moments) rows.push([state.moments[moment], "", say[moment], "", ""])
      })
      // What is ticked in the minute of a moment stands behind it
      rows = rows.concat(done.map(function (one) { return [one.done, one.line.who, words(one.line.text), one.line.limit || "", when(one, at)] }))
      rows.sort(function (one, other) { return one[0] - other[0] })
      var table = tableOf(rows.map(function (row) { return [house.said(row[0], at)].concat(row.slice(1)) }))
      var open = shown.filter(function (one) { return one.how === "overdue" || one.how === "now" })
      var left = tableOf(open.map(function (one) { return ["", one.line.who, words(one.line.text), one.line.limit || "", when(one, at)] }))
      var head = [own ? own.code + " " + own.name : say.command, namesOf(state.systems), filled(say.log_printed, house.date(at) + " " + house.time(at)), given.stamp]
      part.log.replaceChildren(
        make("h1", "", given.log ? filled(say.log_for, given.log) : say.log_title), make("p", "", given.organisation + " · " + given.title),
        make("p", "", head.filter(Boolean).join(" · ")), table, make("h2", "", filled(say.log_open, house.said(at, at))), left,
        make("p", "wb-clock__signs", say.log_signs)
      )
    }

    function tableOf(rows) {
      var table = make("table"), head = make("tr"), body = make("tbody")
      ;["log_time", "log_who", "log_what", "log_limit", "log_kept"].forEach(function (key) { head.append(make("th", "", say[key])) })
      rows.forEach(function (row) {
        var line = make("tr")
        row.forEach(function (cell) { line.append(make("td", "", cell)) })
        body.append(line)
      })
      var top = make("thead")
      top.append(head)
      table.append(top, body)
      return table
    }

    /* Who comes from a department's page sees the clock, not the poster's line about the department below it. */
    function atTop() {
      change(function () {})
      window.scrollTo(0, 0)
      window.addEventListener("load", function () { window.scrollTo(0, 0) })
    }

    /* The other languages show the same outage. */
    function showLanguages() {
      document.querySelectorAll(".wb-languages a").forEach(function (link) { link.hash = location.hash })
    }

    window.addEventListener("hashchange", function () { state = times.stateOf(location.hash); show() })
    document.addEventListener("visibilitychange", show)
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && state.mode) change(function () { state.mode = "" })
    })
    window.setInterval(show, EVERY)
    root.classList.add("wb-clock--on")
    if (/^#for-/.test(location.hash)) atTop()
    show()
  }

  document.querySelectorAll(".wb-clock").forEach(begin)
})()
