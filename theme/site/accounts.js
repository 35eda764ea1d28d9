/* What a list of numbered forms says, judged as the program does: generator/wardbook/serials (tables, words, figures, columns, entries,
   typed, reconciliation). Words and patterns come from there with the page; tests hold both to the same table of lists. Every
   look ahead is bounded, so that no list makes the page hang. */
var wardbookAccounts = function (words) {
  "use strict"
  var LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  var HEAD = 20, LOOK = 4000, CELL_LINES = 20, CELLS = 256, MOST_LETTERS = 200, SHOWN = 60, PARTS = 12, GUESSED = 500
  var UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g
  var STATES = ["entered", "scanned", "void", "unused"], SIDES = ["system", "paper", "received"]
  var pattern = {}, stateOf = new Map(), columnOf = new Map(), known = new Map(), sides = {}
  "doubt undone ticks remark takes_back nothing total page date unit codes ages times rows charged".split(" ").forEach(function (key) {
    pattern[key] = new RegExp(words[key])
  })
  var remarkHeadings = new Set(words.remarks.split("|"))
  var fillers = new RegExp(words.fillers, "g"), money = words.money.split("|")
  STATES.forEach(function (state) { words[state].split("|").forEach(function (said) { stateOf.set(said, state) }) })
  ;["serial", "to", "state"].forEach(function (name) { words[name].split("|").forEach(function (said) { columnOf.set(said, name) }) })
  ;[["dispensed", "drugs", "paper"], ["deducted", "drugs", "system"], ["done", "examinations", "paper"], ["confirmed", "examinations", "system"]].forEach(function (row) {
    words[row[0]].split("|").forEach(function (said) { known.set(said, { subject: row[1], side: row[2] }) })
  })
  SIDES.forEach(function (side) {
    var all = words[side].split("|"), han = all.filter(function (said) { return /[^\x00-\x7f]/.test(said) })
    sides[side] = { latin: new Set(all.filter(function (said) { return !/[^\x00-\x7f]/.test(said) })), han: new RegExp(han.join("|"), "g") }
  })

  /* Words */

  function narrow(cell) { return cell.slice(0, MOST_LETTERS).normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ") }
  function word(cell) { return narrow(cell).replace(/([^\x00-\x7f]) (?=[^\x00-\x7f])/g, "$1") }
  function isNothing(cell) { return pattern.nothing.test(word(cell)) }
  function isDate(cell) { return cell.trim() !== "" && pattern.date.test(narrow(cell)) }
  function hasDigit(cell) { return /[0-9]/.test(narrow(cell)) }
  function isOfTheTable(cell) {
    var said = word(cell)
    return pattern.page.test(said) || (!/[0-9]$/.test(cell.normalize("NFKC")) && pattern.total.test(said))
  }
  function column(cell) {
    var said = word(cell)
    return columnOf.get(said) || columnOf.get(said.replace(/\([^()]*\)$/, "").trim()) || ""
  }
  function state(cell) {
    var found = stateOf.get(word(cell)), parted = pattern.remark.exec(narrow(cell))
    if (found || !parted) return found || null
    found = stateOf.get(word(parted[1]))
    if (!found || pattern.doubt.test(parted[2])) return null
    return isUndone(parted[2], found) ? null : found
  }
  function isUndone(remark, state) { return (state !== "void" && pattern.undone.test(remark)) || saysAnother(remark, state) }
  function saysAnother(remark, state) {
    return STATES.some(function (one) {
      return one !== state && words[one].split("|").some(function (said) { return said.length > 1 && remark.includes(said) })
    })
  }
  function takesBack(remark, state) {
    var said = narrow(remark)
    return pattern.takes_back.test(said) || saysAnother(said, state)
  }

  /* Figures: {n: BigInt, scale}, so that cents are exact */

  var FIGURE = /^([-+]?) ?(?:rmb|cny|usd|hk\$|us\$|人民币|[¥$€£])? ?([-+]?)([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)?(\.[0-9]+)? ?(-?) ?(元整|元正|rmb|cny|yuan|万元|[一-鿿]{1,2})?$/
  var NO_UNITS = /[岁月日天时点床号楼层室科区组班周年级度病页行十百千亿拾佰仟]|万./
  var IN_PARTS = /^(?:rmb|人民币|¥)? ?([0-9]+)[元块](?:([0-9])[角毛])?(?:([0-9])分)?[整正]?$/
  var SCIENTIFIC = /^[0-9](?:\.[0-9]+)?e\+?([0-9]{1,3})$/
  var HAN_MONEY = /^(?:人民币)?(?:([^元角分整]+)元)?零?(?:([一二三四五六七八九])角)?零?(?:([一二三四五六七八九])分)?整?$/
  var OLD = "貳參陸萬億圓圆块毛兩〇壹贰叁肆伍陆柒捌玖拾佰仟正", NEW = "二三六万亿元元元角两零一二三四五六七八九十百千整"
  var HAN_DIGITS = "零一二三四五六七八九", HAN_PLACES = { "十": 10, "百": 100, "千": 1000 }, HAN_GROUPS = { "万": 10000, "亿": 100000000 }

  function plainly(cell) { return word(cell).replace(/[−–—‐‑]/g, "-") }
  function isNumber(match) { return match && (match[3] || match[4]) }
  function number(digits, cents, negative) {
    var whole = digits.replace(/^0+(?=.)/, "")
    if (whole.length > 15) return null
    var made = BigInt(whole + (cents || ""))
    return { n: negative ? -made : made, scale: (cents || "").length }
  }
  function figure(cell) {
    var text = plainly(cell), match, inner
    if (text.length > 40) return null
    if (text[0] === "(" && text.slice(-1) === ")") {
      inner = figure(text.slice(1, -1))
      return inner && inner.n >= 0n ? { n: -inner.n, scale: inner.scale } : null
    }
    if ((match = IN_PARTS.exec(text))) return number(match[1], (match[2] || "0") + (match[3] || "0"))
    match = FIGURE.exec(text)
    if (!isNumber(match)) return chinese(text)
    var unit = match[6] || "", isTenThousand = unit === "万" || unit === "万元"
    if (unit && !isTenThousand && NO_UNITS.test(unit)) return null
    var minus = [match[1], match[2], match[5]].filter(function (sign) { return sign === "-" }).length
    if (minus > 1) return null
    var digits = (match[3] || "0").replace(/[, ]/g, ""), cents = (match[4] || "").slice(1)
    var made = number(digits, cents, minus === 1)
    if (!made || !isTenThousand) return made
    made.n *= 10000n
    return String(made.n < 0n ? -made.n : made.n).length - made.scale > 15 ? null : made
  }
  function chinese(text) {
    text = Array.from(text).map(function (letter) { return OLD.includes(letter) ? NEW[OLD.indexOf(letter)] : letter }).join("")
    if (/^[零一二三四五六七八九两十百千万亿]+$/.test(text)) {
      var alone = han(text)
      return alone === null ? null : number(String(alone))
    }
    var match = HAN_MONEY.exec(text)
    if (!match || !(match[1] || match[2] || match[3])) return null
    var whole = match[1] ? han(match[1]) : 0
    if (whole === null) return null
    return number(String(whole), String(HAN_DIGITS.indexOf(match[2] || "零")) + String(HAN_DIGITS.indexOf(match[3] || "零")))
  }
  function han(text) {
    var total = 0, part = 0, group = 0, digit = null, place = 10000
    for (var at = 0; at < text.length; at++) {
      var letter = text[at] === "两" ? "二" : text[at]
      if (HAN_DIGITS.includes(letter)) {
        if (digit) return null
        digit = HAN_DIGITS.indexOf(letter)
      } else if (letter in HAN_PLACES) {
        if (HAN_PLACES[letter] >= place) return null
        place = HAN_PLACES[letter]
        part += (digit === null ? 1 : digit) * place
        digit = null
      } else if (letter in HAN_GROUPS) {
        part += digit || 0
        /* 一百万亿 is a million times 亿, in 一亿二万 the 万 stand beside it */
        if (part && HAN_GROUPS[letter] < group) total += part * HAN_GROUPS[letter]
        else total = (total + part) * HAN_GROUPS[letter]
        group = HAN_GROUPS[letter]
        part = 0
        digit = null
        place = 10000
      } else return null
    }
    total += part + (digit || 0)
    return total < 1e15 ? total : null
  }
  function shape(cell) {
    var text = plainly(cell), match
    if (isNothing(cell)) return "nothing"
    if (/^[0-9]+(?:\.0)?$/.test(text)) {
      var digits = text.replace(/\.0$/, "")
      return digits.length >= 7 || (digits.length > 1 && digits[0] === "0") ? "code" : "whole"
    }
    if ((match = SCIENTIFIC.exec(text))) return Number(match[1]) >= 7 ? "code" : "amount"
    if (isDate(cell)) return "words"
    match = FIGURE.exec(text)
    if (isNumber(match)) return shapeOf(match)
    if (/^[-+]?[0-9][0-9.]*,[0-9]{1,2}$/.test(text)) return "amount"
    return (text[0] === "(" || /[元圆块圓]/.test(text)) && figure(cell) ? "amount" : "words"
  }
  function shapeOf(match) {
    var unit = match[6], digits = (match[3] || "").replace(/[, ]/g, "")
    if (unit && NO_UNITS.test(unit)) return "words"
    if (!match[4] && ((match[1] === "+" && digits.length > 7) || (digits.length > 1 && digits[0] === "0"))) return "code"
    var bare = match[0].startsWith(match[3] || ".") && !(match[4] || match[1] || match[2] || match[5])
    return bare && unit && !"元圆块角分万rcy".includes(unit[0]) ? "whole" : "amount"
  }
  function isRounded(cell) {
    var text = word(cell), match = SCIENTIFIC.exec(text)
    return match ? Number(match[1]) >= 7 : /^[0-9]{15}0+$/.test(text)
  }
  function scaled(one, scale) { return one.n * 10n ** BigInt(scale - one.scale) }
  function sum(one, other) {
    var scale = Math.max(one.scale, other.scale)
    return { n: scaled(one, scale) + scaled(other, scale), scale: scale }
  }
  function equal(one, other) {
    if (!one || !other) return one === other
    var scale = Math.max(one.scale, other.scale)
    return scaled(one, scale) === scaled(other, scale)
  }
  function shownFigure(one) {
    if (!one) return "–"
    var digits = String(one.n < 0n ? -one.n : one.n).padStart(one.scale + 1, "0")
    return (one.n < 0n ? "-" : "") + digits.slice(0, digits.length - one.scale) + (one.scale ? "." + digits.slice(-one.scale) : "")
  }

  /* Lines of cells */

  function rows(text) {
    var lines = text.replace(UNSEEN, "").match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) || [], at = 0, found = []
    var announced = lines.length ? /^sep=([^ "\r\n])\s*$/.exec(lines[0]) : null
    var delimiter = announced ? announced[1] : delimiterOf(lines)
    if (announced) at = 1
    var wide = usual(lines.slice(at, at + HEAD), delimiter)
    while (at < lines.length) {
      var row = rowAt(lines, at, delimiter, wide)
      if (row.cells || row.broken) found.push(row)
      at += row.used
    }
    return found
  }
  function count(line, sign) { return line.split(sign).length - 1 }
  function delimiterOf(lines) {
    var head = lines.slice(0, HEAD).map(function (line) { return line.slice(0, LOOK) }), best = ",", most = [-1, -1]
    ;[",", ";", "\t", "|"].forEach(function (delimiter) {
      var named = 0, all = 0
      head.forEach(function (line) {
        var cells = line.replace(/"/g, "").trim().split(delimiter).slice(0, CELLS)
        var names = new Set(cells.map(column).filter(Boolean))
        if (names.has("serial") && cells.length > 1) named = Math.max(named, names.size)
        all += count(line, delimiter)
      })
      if (named > most[0] || (named === most[0] && all > most[1])) {
        best = delimiter
        most = [named, all]
      }
    })
    return best
  }
  function usual(lines, delimiter) {
    var counts = new Map(), best = 1, most = 0
    lines.forEach(function (line) {
      var found = count(line, delimiter)
      if (found) counts.set(found, (counts.get(found) || 0) + 1)
    })
    counts.forEach(function (times, found) { if (times > most) { most = times; best = found } })
    return best
  }
  function rowAt(lines, at, delimiter, wide) {
    var line = lines[at], row = { line: at + 1, text: line.slice(0, 120).trim(), used: 1 }, parsed
    if (!line.includes("\"")) parsed = { cells: line.replace(/[\r\n]+$/, "").split(delimiter), used: 1 }
    else parsed = quoted(lines.slice(at, at + CELL_LINES), delimiter)
    if (!parsed) return Object.assign(row, { broken: "unreadable", column: openedAt(line, delimiter) })
    row.used = parsed.used
    var swallowing = parsed.used > 1 ? parsed.cells.findIndex(function (cell) {
      return cell.split(/\r\n|\r|\n/).slice(1).some(function (part) { return count(part, delimiter) >= wide })
    }) : -1
    if (swallowing >= 0) return Object.assign(row, { broken: "unreadable", column: swallowing + 1, used: 1 })
    if (parsed.cells.length > CELLS || parsed.cells.some(function (cell) { return cell.length > 131072 })) return Object.assign(row, { broken: "too_long", column: 1 })
    if (parsed.cells.some(function (cell) { return cell.trim() })) row.cells = parsed.cells
    return row
  }
  /* One record between quotation marks; null where a mark stays open or text follows a closed one. */
  function quoted(lines, delimiter) {
    var cells = [], cell = "", mode = "start"
    for (var used = 0; used < lines.length; used++) {
      var line = lines[used]
      for (var at = 0; at < line.length; at++) {
        var sign = line[at], end = sign === "\r" || sign === "\n"
        if (mode === "in") {
          if (sign === "\"") mode = "out"
          else cell += sign
        } else if (sign === "\"" && mode === "start") mode = "in"
        else if (sign === "\"" && mode === "out") { cell += sign; mode = "in" }
        else if (sign === delimiter) { cells.push(cell); cell = ""; mode = "start" }
        else if (end) return { cells: cells.concat(cell), used: used + 1 }
        else if (mode === "out") return null
        else { cell += sign; mode = "plain" }
      }
      if (mode !== "in") return { cells: cells.concat(cell), used: used + 1 }
    }
    return null
  }
  function openedAt(line, delimiter) {
    var at = 1, inside = false, opened = 1
    for (var letter of line.slice(0, 131072)) {
      if (letter === "\"") { inside = !inside; opened = at }
      else if (letter === delimiter && !inside) at++
    }
    return opened
  }

  /* Columns */

  function layout(headings, cells, told) {
    var names = headings.map(column), last = names.lastIndexOf("serial"), figures = [], again = [], passed = [], open = []
    names = names.map(function (name, at) { return name === "serial" && at !== last ? "" : name })
    for (var at = 0; at < Math.max(headings.length, cells.length); at++) {
      var name = names[at] || ""
      if (told.has(at) && !name) passed.push({ at: at, why: "told" })
      else if (name && name !== "serial" && names.indexOf(name) < at) again.push(at)
      else if (!name && cells[at]) sort(figures, passed, at, (headings[at] || "").trim(), cells[at])
    }
    var found = paired(figures)
    again.forEach(function (at) { open.push({ at: at, why: "column_again" }) })
    open = open.concat(passed.filter(function (one) { return one.why === "state_ticked" }))
    passed = passed.filter(function (one) { return one.why !== "state_ticked" })
    found.left.forEach(function (one) {
      if (!one.excuse) open.push({ at: one.at, why: why(one) })
      else if (one.excuse !== "nothing") passed.push({ at: one.at, why: one.excuse })
    })
    open.sort(function (one, other) { return one.at - other.at })
    return { names: names.map(function (name, at) { return again.includes(at) ? "" : name }), pairs: found.pairs, open: open, passed: passed }
  }
  function sort(figures, passed, at, written, cells) {
    var said = parted(written), reason = judged(written, cells)
    if (!written) said.subject = "#" + at
    if (said.known && reason !== "nothing" && reason !== "words") reason = ""
    var mayPair = (said.side || said.known) && ["nothing", "rows", "constant"].includes(reason)
    if (!reason || mayPair || (said.known && reason === "words")) {
      figures.push({ at: at, written: written, side: said.side, subject: said.subject, known: said.known, excuse: reason, again: false })
    } else if (reason === "words" && isTicked(written, said, cells)) passed.push({ at: at, why: "state_ticked" })
    else if (reason !== "nothing") passed.push({ at: at, why: reason })
  }
  function isTicked(written, said, cells) {
    if (state(written)) return true
    if (!said.side && !saysAnother(word(written), "")) return false
    var filled = cells.filter(function (cell) { return !isNothing(cell) })
    return 2 * filled.filter(function (cell) { return pattern.ticks.test(word(cell)) }).length >= filled.length
  }
  function judged(heading, cells) {
    var shapes = cells.map(shape), filled = cells.filter(function (_, at) { return shapes[at] !== "nothing" })
    if (!filled.length) return "nothing"
    if (shapes.includes("amount")) return ""
    var numbers = cells.filter(function (_, at) { return shapes[at] === "whole" || shapes[at] === "code" }).map(word)
    if (numbers.length * 2 < filled.length) return filled.filter(isDate).length * 2 >= filled.length ? "dates" : "words"
    return excuse(word(heading), numbers.map(function (one) { return one.replace(/\.0$|[^0-9]/g, "") }), shapes.includes("code"))
  }
  function excuse(heading, digits, hasCodes) {
    var values = digits.map(function (one) { return Number(one.slice(0, 30) || "0") })
    if (pattern.ages.test(heading) && values.every(function (value) { return value <= 130 })) return "ages"
    if (values.includes(0)) return ""
    if (pattern.times.test(heading) || digits.every(isDay)) return "dates"
    if (hasCodes && (digits.some(function (one) { return one[0] === "0" }) || digits.every(function (one) { return one.length > 6 }))) return "codes"
    var countsOn = (values.length === 1 || Math.max.apply(null, values) > 1) && values.every(function (value, at) { return value === 1 || value === (at ? values[at - 1] : 0) + 1 })
    if (countsOn && pattern.rows.test(heading)) return "rows"
    if (pattern.codes.test(heading)) return "codes"
    if (pattern.charged.test(heading)) return ""
    if (countsOn && values.length > 2) return "rows"
    return values.length > 1 && new Set(values).size === 1 && values[0] < 10 ? "constant" : ""
  }
  function isDay(digits) {
    var match = /^(19|2[01])([0-9]{2})([0-9]{2})([0-9]{2})$/.exec(digits)
    if (!match) return false
    var year = Number(match[1] + match[2]), month = Number(match[3]), day = Number(match[4])
    var made = new Date(Date.UTC(year, month - 1, day))
    return made.getUTCMonth() === month - 1 && made.getUTCDate() === day
  }
  function parted(heading) {
    var said = word(heading).replace(pattern.unit, "").trim(), side = ""
    if (known.has(said)) return { side: known.get(said).side, subject: known.get(said).subject, known: true }
    SIDES.forEach(function (name) {
      var rest = said.replace(sides[name].han, " ").replace(/[a-z]+/g, function (part) { return sides[name].latin.has(part) ? " " : part })
      if (rest !== said) side = side || name
      said = rest
    })
    var subject = said.replace(fillers, " ").split(/\s+/).join("")
    return money.includes(subject) ? { side: side, subject: "money", known: true } : { side: side, subject: subject, known: false }
  }
  function paired(figures) {
    var pairs = [], left = []
    Array.from(new Set(figures.map(function (one) { return one.subject }))).forEach(function (subject) {
      var found = pair(figures.filter(function (one) { return one.subject === subject }))
      pairs = pairs.concat(found.pairs)
      left = left.concat(found.left)
    })
    var papers = left.filter(function (one) { return one.written && (one.side === "" || one.side === "paper") && !one.again })
    var systems = left.filter(function (one) { return (one.side === "system" || one.side === "received") && !one.again })
    if (papers.length === 1 && systems.length === 1 && !(papers[0].subject && systems[0].subject)) {
      var last = pair(papers.concat(systems)).pairs
      pairs = pairs.concat(last)
      if (last.length) left = left.filter(function (one) { return one !== papers[0] && one !== systems[0] })
    }
    pairs.sort(function (one, other) { return one.left - other.left || one.right - other.right })
    return { pairs: pairs, left: left }
  }
  function pair(same) {
    var systems = same.filter(function (one) { return one.side === "system" })
    if (!systems.length) systems = same.filter(function (one) { return one.side === "received" })
    var papers = same.filter(function (one) { return !systems.includes(one) })
    function order(one, other) {
      return Number(!!one.excuse) - Number(!!other.excuse) || one.at - other.at
    }
    papers.sort(function (one, other) {
      return Number(!!one.excuse) - Number(!!other.excuse) || Number(one.side !== "paper") - Number(other.side !== "paper") || one.at - other.at
    })
    systems.sort(order)
    if (!papers.length || !systems.length) return { pairs: [], left: same }
    var paper = papers[0], system = systems[0]
    if ([paper.excuse, system.excuse].every(function (one) { return one === "nothing" || one === "words" })) return { pairs: [], left: same }
    var rest = same.filter(function (one) { return one !== paper && one !== system })
    rest.forEach(function (one) { one.again = true })
    return { pairs: [{ left: paper.at, right: system.at, leftName: paper.written, rightName: system.written }], left: rest }
  }
  function why(one) {
    if (!one.written) return "no_heading"
    return one.again ? "column_again" : one.known || one.side ? "no_partner" : "no_column"
  }

  /* Entries */

  function headings(table) {
    for (var at = 0; at < Math.min(HEAD, table.length); at++) {
      var row = table[at], names = (row.cells || []).map(column), next = table[at + 1]
      if (!names.includes("serial")) continue
      if (next && next.cells && goesOn(row.cells, names, next.cells)) return { line: row.line, written: both(row.cells, next.cells), lines: [row.line, next.line] }
      return { line: row.line, written: row.cells, lines: [row.line] }
    }
    return { line: 0, written: [], lines: [] }
  }
  function goesOn(upper, names, lower) {
    var said = lower.filter(function (cell) { return cell.trim() })
    return said.length > 1 && !said.some(hasDigit) && !lower.some(function (cell, at) { return cell.trim() && names[at] })
  }
  function both(upper, lower) {
    var found = [], above = ""
    for (var at = 0; at < Math.max(upper.length, lower.length); at++) {
      var over = (upper[at] || "").trim(), under = (lower[at] || "").trim()
      above = over || (under ? above : "")
      found.push(under ? (above + " " + under).trim() : over)
    }
    return found
  }
  function isFrame(row, table, head) {
    if (head.lines.includes(row.line)) return true
    var said = row.cells.map(function (cell) { return cell.trim() }).filter(Boolean)
    var repeats = table.slice(0, HEAD).some(function (other) {
      return head.lines.includes(other.line) && other.cells.length === row.cells.length && other.cells.every(function (cell, at) { return word(cell) === word(row.cells[at]) })
    })
    if (isOfTheTable(said[0]) || repeats) return true
    var numbered = said.some(hasDigit)
    if (row.line < head.line && (said.length === 1 || !numbered)) return true
    var names = head.line ? head.written.map(column) : ["serial", "state"]
    var saysState = row.cells.some(function (cell, at) { return names[at] === "state" && cell.trim() })
    return said.length === 1 && (isDate(said[0]) || (!numbered && !saysState))
  }
  function meantBy(told, head) {
    var found = new Set()
    told.forEach(function (text) {
      var meant = []
      head.written.forEach(function (name, at) { if (word(name) === word(text)) meant.push(at) })
      if (!meant.length && /^[0-9]+$/.test(text.trim())) meant.push(Number(text) - 1)
      meant.forEach(function (at) { found.add(at) })
    })
    return found
  }
  function written(cells) { return cells.slice(0, 20).map(function (cell) { return cell.trim().slice(0, 60) }).join(", ") }

  /* A list as {entries, malformed, pairs, notCompared}. `told`: columns that need no comparing, by name or number. */
  function read(text, told) {
    var table = rows(text), head = headings(table), malformed = []
    var used = table.filter(function (row) { return row.cells && !isFrame(row, table, head) })
    table.forEach(function (row) { if (row.broken) malformed.push({ line: row.line, text: row.text, why: row.broken, column: row.column }) })
    var width = used.reduce(function (most, row) { return Math.max(most, row.cells.length) }, head.written.length), cells = []
    for (var at = 0; at < width; at++) {
      if (head.line || at > 1) cells[at] = used.filter(function (row) { return at < row.cells.length }).map(function (row) { return row.cells[at] })
    }
    var found = layout(head.written, cells, meantBy(told || [], head))
    if (!head.line) found.names = ["serial", "state"]
    function name(at) { return (head.written[at] || "").split(/\s+/).filter(Boolean).join(" ") || String(at + 1) }
    found.open.forEach(function (one) {
      if (one.why !== "no_heading") return void malformed.push({ line: head.line, text: name(one.at), why: one.why, column: one.at + 1, name: name(one.at) })
      var row = used.find(function (row) { return one.at < row.cells.length && !isNothing(row.cells[one.at]) })
      if (row) malformed.push({ line: row.line, text: written(row.cells), why: one.why, column: one.at + 1, name: String(one.at + 1) })
    })
    var remarks = head.written.map(function (_, at) { return at }).filter(function (at) { return remarkHeadings.has(word(head.written[at])) })
    var unsaid = head.line && found.names.includes("state") ? "" : "entered", entries = []
    // Without a column of states one under another name may say what became of the numbers
    if (head.line && unsaid) found.passed.forEach(function (one) { if (one.why === "words") remarks.push(one.at) })
    used.forEach(function (row) {
      var values = {}
      found.names.forEach(function (name, at) { if (name && at < row.cells.length) values[name] = row.cells[at].trim() })
      var said = values.state || unsaid, became = said ? state(said) : ""
      var why = !values.serial ? "no_serial" : became === null ? "no_state" : ""
      if (!why && became && remarks.some(function (at) { return takesBack(row.cells[at] || "", became) })) why = "remark_contradicts"
      if (why) return void malformed.push({ line: row.line, text: written(row.cells), why: why, column: 0 })
      var to = values.to || ""
      entries.push({ line: row.line, serial: values.serial, to: isNothing(to) ? "" : to, state: became, figures: figuresOf(row, found.pairs, malformed) })
    })
    return { heading: head.line, entries: entries, malformed: malformed, pairs: found.pairs, notCompared: found.passed.map(function (one) { return { name: name(one.at), why: one.why } }) }
  }
  function figuresOf(row, pairs, malformed) {
    var found = {}
    pairs.forEach(function (pair) {
      [pair.left, pair.right].forEach(function (at) {
        var cell = row.cells[at] || "", value = figure(cell)
        if (value) found[at] = value
        else if (!isNothing(cell)) malformed.push({ line: row.line, text: written(row.cells), why: "no_number", column: at + 1 })
      })
    })
    return found
  }

  /* Numbers: generator/wardbook/serials/serial_numbers.py */

  /* Without what people and scanners put between; what stands behind one of our numbers and a stroke is its edition. Letters
     of other scripts stay: they tell one pad from another. */
  function cleaned(text) {
    var parts = text.replace(UNSEEN, "").slice(0, MOST_LETTERS).normalize("NFKC").toUpperCase().split("/").map(function (part) {
      return part.replace(/[\s_.\-‐-―−]+/g, "")
    })
    return parts.length > 1 && parts[0].length > 8 && remainder(parts[0]) === 1 ? parts[0] : parts.join("")
  }
  /* Modulo 97; 0, which no number of ours leaves, for a text with other letters. */
  function remainder(text) {
    var rest = 0
    for (var at = 0; at < text.length; at++) {
      var value = LETTERS.indexOf(text[at])
      if (value < 0) return 0
      rest = (rest * 10 + value) % 97
    }
    return rest
  }
  function valid(text) { return remainder(cleaned(text)) === 1 }
  function unguarded(text) {
    text = text.trim()
    var match = /^="([^"]*)"$/.exec(text)
    text = (match ? match[1] : text).replace(/^"+|"+$/g, "").replace(/^'/, "")
    return /^[0-9]+\.0$/.test(text) ? text.slice(0, -2) : text
  }
  function starts(text) {
    var parts = text.slice(0, PARTS * SHOWN).split(/\s+/).filter(Boolean).slice(0, PARTS), found = []
    for (var count = parts.length - 1; count > 0; count--) found.push([parts.slice(0, count).join(" "), parts.slice(count).join(" ")])
    return found
  }
  function issuedIn(places, text) {
    text = unguarded(text)
    var key = cleaned(text)
    if (places.has(key)) return key
    var found = starts(text).find(function (part) {
      var start = cleaned(part[0])
      return places.has(start) && (remainder(start) === 1 || isDate(part[1]) || !hasDigit(part[1]))
    })
    return found ? cleaned(found[0]) : null
  }
  /* Digits with the letters of another number before them, where it has as many: 004506 behind MZ004504. */
  function withLetters(key, other) {
    var tail = /^([^]*?)([0-9]{1,18})$/.exec(other)
    return tail && /^[0-9]+$/.test(key) && tail[2].length === key.length ? tail[1] + key : key
  }
  function rangeIn(places, text) {
    var sign = /\s*(?:[-‐‑–—―−~～至到]|\bto\b)\s*/g, match, at = 0
    text = text.slice(0, 4 * SHOWN)
    while ((match = sign.exec(text)) && at++ <= PARTS) {
      var begins = cleaned(unguarded(text.slice(0, match.index))), ends = cleaned(unguarded(text.slice(match.index + match[0].length)))
      var one = places.get(begins), other = places.get(ends) || places.get(withLetters(ends, begins))
      if (one && other && one.group === other.group && one.at <= other.at) return { group: one.group, first: one.at, last: other.at }
    }
    return null
  }
  /* The issued numbers that a line means; the text that is none; null where the ends are not of one group. */
  function spanOf(places, serial, to) {
    var inOne = to || places.has(cleaned(serial)) ? null : rangeIn(places, serial), first = issuedIn(places, serial)
    if (inOne) return inOne
    if (first === null) return serial
    var last = to ? issuedIn(places, to) : first
    if (last === null) return to
    var one = places.get(first), other = places.get(last)
    return one.group !== other.group || other.at < one.at ? null : { group: one.group, first: one.at, last: other.at }
  }
  function kindOf(text) {
    if (valid(text) || starts(text).some(function (part) { return valid(part[0]) })) return "unknown"
    var dashed = /^[0-9A-Z]+-[0-9A-Z]+-D?[0-9O]{6}-[0-9O]{2}$/.test(text.toUpperCase().trim())
    return dashed || /^[A-Z]+[0-9]+[A-Z]+[0-9]{9,}$/.test(cleaned(text)) ? "mistyped" : "strange"
  }

  /* What was probably meant by wrong numbers: one slip of the pen, or the same digits but for zeros in front. */
  function guesses(places, missing) {
    var lengths = new Map(), tails = null, alikes = new Map(), left = GUESSED, tail = /^([\s\S]*?)([0-9]{1,18})$/
    function alike(text) { return text.replace(/,/g, "").replace(/O/g, "0").replace(/[IL]/g, "1") }
    missing.forEach(function (_, key) {
      alikes.set(alike(key), (alikes.get(alike(key)) || []).concat(key))
      if (!lengths.has(key.length)) lengths.set(key.length, [])
      lengths.get(key.length).push(key)
    })
    function near(text) {
      return lengths.get(text.length).filter(function (plain) {
        var apart = []
        for (var at = 0; at < plain.length && apart.length < 3; at++) if (plain[at] !== text[at]) apart.push(at)
        if (apart.length === 1) return LETTERS.includes(plain[apart[0]])
        return apart.length === 2 && plain[apart[0]] === text[apart[1]] && plain[apart[1]] === text[apart[0]]
      })
    }
    function sameDigits(text) {
      var match = tail.exec(text)
      if (!match) return []
      if (!tails) {
        tails = new Map()
        places.forEach(function (_, key) {
          var found = tail.exec(key), digits = found && found[2].replace(/^0+/, "")
          if (!found) return
          if (!tails.has(digits)) tails.set(digits, [])
          tails.get(digits).push(key)
        })
      }
      var meant = (tails.get(match[2].replace(/^0+/, "")) || []).filter(function (key) {
        return key.startsWith(match[1]) || key.replace(/[0-9]+$/, "").endsWith(match[1])
      })
      return meant.length === 1 && missing.has(meant[0]) ? meant : []
    }
    function looksAlike(text) {
      var meant = alikes.get(alike(text)) || []
      return meant.length === 1 ? meant : []
    }
    /* With words glued to it: 第004501号. */
    function withMoreAround(text) {
      var bare = text.slice(0, SHOWN).replace(/[^0-9A-Z]+$/, ""), found = []
      for (var at = 0; at < bare.length; at++) if (missing.has(bare.slice(at))) found.push(bare.slice(at))
      return found
    }
    return function (one) {
      var text = unguarded(one.text), key = cleaned(text), found = []
      if (isRounded(text)) return Object.assign(one, { likely: "", why: "rounded" })
      if (lengths.has(key.length) && left-- > 0) found = near(key)
      if (!found.length) found = sameDigits(key)
      if (!found.length) found = looksAlike(key)
      if (!found.length) found = withMoreAround(key)
      return Object.assign(one, { likely: found.length === 1 ? missing.get(found[0]) : "", likelyKey: found.length === 1 ? found[0] : "", why: "" })
    }
  }

  /* Everything that is open. `groups`: maps of key → number as printed. `lists`: what `read` gave, or {entries} typed. */
  function reconcile(groups, lists) {
    var places = new Map(), seen = new Map(), wrong = { mistyped: [], unknown: [], strange: [] }, malformed = [], balances = [], notCompared = []
    groups.forEach(function (group) {
      var shown = Array.from(group.values()), at = 0
      group.forEach(function (_, key) { places.set(key, { group: group, at: at++, shown: shown, keys: group.keys }) })
    })
    var keysOf = new Map(groups.map(function (group) { return [group, Array.from(group.keys())] }))
    lists.forEach(function (list) {
      var lines = new Map()
      list.entries.forEach(function (entry) { enter(entry, list, lines) })
      malformed = malformed.concat(list.malformed || [])
      notCompared = notCompared.concat(list.notCompared || [])
      balances = balances.concat(balanced(list.pairs || [], lines))
    })
    function enter(entry, list, lines) {
      var found = spanOf(places, entry.serial, entry.to || "")
      if (found === null) return void malformed.push({ line: entry.line, text: entry.serial + ", " + entry.to, why: "no_range", column: 0 })
      if (typeof found === "string") return void wrong[kindOf(found)].push({ text: found, line: entry.line, entry: entry, list: list })
      if (!entry.state) return
      keysOf.get(found.group).slice(found.first, found.last + 1).forEach(function (key) {
        if (!seen.has(key)) {
          seen.set(key, [])
          if (!lines.has(entry)) lines.set(entry, found.group.get(key))
        }
        seen.get(key).push(entry)
      })
    }
    var missing = new Map()
    places.forEach(function (place, key) { if (!seen.has(key)) missing.set(key, place.group.get(key)) })
    var guess = guesses(places, new Map(missing))
    ;["mistyped", "unknown", "strange"].forEach(function (kind) {
      wrong[kind] = wrong[kind].map(guess)
      wrong[kind].forEach(function (one) {
        if (kind !== "unknown") missing.delete(one.likelyKey)
        if (one.text.length > SHOWN) one.text = one.text.slice(0, SHOWN) + "…"
      })
    })
    var counts = { entered: 0, scanned: 0, void: 0, unused: 0 }, twice = []
    seen.forEach(function (listed, key) {
      counts[listed[0].state]++
      if (listed.length > 1) twice.push({ number: places.get(key).group.get(key), key: key, listed: listed })
    })
    wrong.unknown.forEach(function (one) { one.likely = one.why = "" })
    malformed.sort(function (one, other) { return one.line - other.line })
    return { issued: places.size, counts: counts, missing: Array.from(missing.values()), twice: twice, mistyped: wrong.mistyped, unknown: wrong.unknown, strange: wrong.strange, malformed: malformed, balances: balances, notCompared: notCompared }
  }
  function balanced(pairs, lines) {
    return pairs.map(function (pair) {
      var made = { leftName: pair.leftName, rightName: pair.rightName, left: { n: 0n, scale: 0 }, right: { n: 0n, scale: 0 }, differences: [], filled: false }
      lines.forEach(function (number, entry) {
        var owes = entry.state === "entered" || entry.state === "scanned"
        var owed = owes ? entry.figures[pair.left] : null, posted = entry.figures[pair.right] || null
        if (!owes && posted && posted.n === 0n) posted = null
        owed = owed || null
        if (!owed && !posted) return
        made.filled = true
        if (owed) made.left = sum(made.left, owed)
        if (posted) made.right = sum(made.right, posted)
        if (!equal(owed, posted)) made.differences.push({ number: number, line: entry.line, left: shownFigure(owed), right: shownFigure(posted) })
      })
      return made
    }).filter(function (made) { return made.filled })
  }

  return { read: read, rows: rows, reconcile: reconcile, cleaned: cleaned, remainder: remainder, valid: valid, shownFigure: shownFigure }
}
