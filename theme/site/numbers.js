/* Accounts for numbered forms on a page opened from a file: what is typed or scanned stays in this page's memory, nothing
   is stored, nothing is sent. The check digits are those of generator/records/serials.py. */
(function () {
  "use strict"
  var LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  var MOST = 20000
  var GUESSED = 500 // each wrong number is compared with every missing one

  /* Without what people and scanners put between; what stands behind one of our numbers and a stroke is its edition. Letters
     of other scripts stay: they tell one pad from another. */
  function cleaned(text) {
    var parts = text.normalize("NFKC").toUpperCase().split("/").map(function (part) {
      return part.replace(/[\s_.\-‐-―−]+/g, "")
    })
    return parts[0].length > 8 && remainder(parts[0]) === 1 ? parts[0] : parts.join("")
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

  function serial(start, number) {
    var digits = String(number).padStart(6, "0")
    var check = 98 - ((remainder(start) * 1000000 + number) * 100) % 97
    return start + digits + String(check).padStart(2, "0")
  }

  function shown(plain, start) {
    var drill = start.slice(-1) === "D" && start.length > 3 ? "D" : ""
    var head = drill ? start.slice(0, -1) : start
    var split = /^([A-Z]+[0-9]+[A-Z]?)([A-Z][0-9]+)$/.exec(head)
    var rest = drill + plain.slice(start.length, -2) + "-" + plain.slice(-2)
    return split ? split[1] + "-" + split[2] + "-" + rest : head + "-" + rest
  }

  function valid(text) { return remainder(cleaned(text)) === 1 }

  /* Whether two ends of a range look like ours but one of them was mistyped: as a pad's numbers they would make a range of
     forms that never were. */
  function mistyped(first, last) {
    var dashed = /^[0-9A-Z]+-[0-9A-Z]+-D?[0-9]{6}-[0-9]{2}$/, plain = /^[A-Z]+[0-9]+[A-Z]+[0-9]{9,}$/
    var ends = [first, last || first]
    return ends.filter(function (text) {
      var shape = text.normalize("NFKC").toUpperCase().split("/")[0].replace(/\s+/g, "").replace(/[‐-―−]/g, "-")
      return !valid(text) && (dashed.test(shape) || (plain.test(cleaned(text)) && ends.some(valid)))
    })[0]
  }

  /* Numbers from the first to the last, as {plain: shown}; null when they are no range. A pad has no check digits. */
  function range(first, last) {
    var one = cleaned(first), other = cleaned(last || first), found = {}, number
    var ours = remainder(one) === 1 && remainder(other) === 1 && one.length === other.length && one.length > 9
    var tail = ours ? 8 : (/[0-9]{1,9}$/.exec(one) || [""])[0].length // longer ones are no exact numbers in a browser
    var start = one.slice(0, one.length - tail)
    if (!tail || one.length !== other.length || other.slice(0, start.length) !== start) return null
    var from = Number(one.substr(start.length, ours ? 6 : tail)), to = Number(other.substr(start.length, ours ? 6 : tail))
    if (!(from <= to) || to - from >= MOST) return null
    for (number = from; number <= to; number++) {
      var plain = ours ? serial(start, number) : start + String(number).padStart(tail, "0")
      found[plain] = ours ? shown(plain, start) : plain
    }
    return found
  }

  /* The one missing number that differs from the text in one character or in two that changed places. */
  function meant(text, missing) {
    var found = missing.filter(function (plain) {
      if (plain.length !== text.length) return false
      var apart = []
      for (var at = 0; at < plain.length && apart.length < 3; at++) if (plain[at] !== text[at]) apart.push(at)
      return apart.length === 1 || (apart.length === 2 && plain[apart[0]] === text[apart[1]] && plain[apart[1]] === text[apart[0]])
    })
    return found.length === 1 ? found[0] : ""
  }

  /* Pasted cells of a spreadsheet in one line. Headings and states among them are no numbers; a number keeps together that was
     written with spaces. */
  function cells(text) {
    var found = text.split(/[\r\n\t]+/)
    return found.filter(function (cell) { return found.length === 1 || /[0-9]/.test(cleaned(cell)) }).map(function (cell) {
      return remainder(cleaned(cell)) === 1 ? cleaned(cell) : cell.trim()
    }).join(" ")
  }

  function begin(root) {
    var ranges = [], typed = [], say = root.dataset
    function field(name) { return root.querySelector("[data-field=" + name + "]") }
    function list(name) { return root.querySelector("[data-list=" + name + "]") }
    function line(text, kind) {
      var item = document.createElement("li")
      item.textContent = text
      if (kind) item.className = "wb-numbers__" + kind
      return item
    }

    /* A line with a button that takes back what it says. */
    function takenBack(item, act) {
      var button = document.createElement("button")
      button.type = "button"
      button.className = "wb-numbers__remove"
      button.title = say.remove
      button.setAttribute("aria-label", say.remove + " " + item.textContent)
      button.addEventListener("click", function () { act(); show() })
      item.append(button)
      return item
    }

    function forget(text) {
      var at = typed.map(function (entry) { return entry.plain }).lastIndexOf(text)
      typed.splice(at, 1)
    }

    function addRange() {
      var slip = mistyped(field("first").value, field("last").value)
      if (slip) return void (list("said").textContent = say.check + " " + slip)
      var found = range(field("first").value, field("last").value)
      if (!found) return void (list("said").textContent = say.range)
      ranges.push(found)
      field("first").value = field("last").value = ""
      list("said").textContent = ""
      show()
    }

    function addOnes() {
      field("one").value.split(/[\s,;，；、]+/).filter(Boolean).forEach(function (text) {
        typed.push({ plain: cleaned(text) || text, state: field("state").selectedOptions[0].text })
      })
      field("one").value = ""
      field("one").focus()
      show()
    }

    function show() {
      var seen = {}, states = {}, wrong = [], issued = Object.assign.apply(null, [{}].concat(ranges))
      list("ranges").replaceChildren.apply(list("ranges"), ranges.map(function (found) {
        var all = Object.values(found)
        return takenBack(line(all[0] + " – " + all[all.length - 1] + " · " + all.length), function () { ranges.splice(ranges.indexOf(found), 1) })
      }))
      typed.forEach(function (entry) {
        if (!(entry.plain in issued)) return void wrong.push(entry.plain)
        if (!seen[entry.plain]) states[entry.state] = (states[entry.state] || 0) + 1
        seen[entry.plain] = (seen[entry.plain] || 0) + 1
      })
      var missing = Object.keys(issued).filter(function (plain) { return !seen[plain] })
      var open = list("open"), rows = [], taken = {}
      wrong.forEach(function (text, at) {
        var likely = remainder(text) === 1 || at >= GUESSED ? "" : meant(text, missing)
        if (likely) taken[likely] = true
        var said = (remainder(text) === 1 ? say.unknown : say.check) + " " + text + (likely ? " · " + say.likely + " " + issued[likely] : "")
        rows.push(takenBack(line(said, "wrong"), function () { forget(text) }))
      })
      Object.keys(seen).forEach(function (plain) {
        if (seen[plain] > 1) rows.push(takenBack(line(say.twice + " " + issued[plain] + " × " + seen[plain], "twice"), function () { forget(plain) }))
      })
      missing = missing.filter(function (plain) { return !taken[plain] })
      rows = missing.map(function (plain) { return line(say.missing + " " + issued[plain], "missing") }).concat(rows)
      open.replaceChildren.apply(open, rows)
      list("states").textContent = Object.keys(states).map(function (state) { return state + " " + states[state] }).join(" · ")
      var total = Object.keys(issued).length
      list("counts").textContent = total ? (rows.length ? say.of.replace("%a", total - missing.length - Object.keys(taken).length).replace("%b", total).replace("%c", rows.length) : say.all.replace("%b", total)) : ""
    }

    function onEnter(name, act) {
      field(name).addEventListener("keydown", function (event) {
        if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); act() }
      })
    }

    field("one").addEventListener("paste", function (event) {
      event.preventDefault()
      this.value += (this.value && " ") + cells(event.clipboardData.getData("text") || "")
    })
    onEnter("one", addOnes)
    onEnter("last", addRange)
    /* A scanner may end each number with Tab: the next one must not go to whatever stands behind. An empty field is left as any. */
    field("one").addEventListener("keydown", function (event) {
      if (event.key === "Tab" && !event.shiftKey && this.value.trim()) { event.preventDefault(); addOnes() }
    })
    root.addEventListener("click", function (event) {
      var wanted = event.target.dataset && event.target.dataset.do
      if (wanted === "range") addRange()
      if (wanted === "one") addOnes()
      if (wanted === "print") window.print()
      if (wanted === "clear") { ranges = []; typed = []; show() }
    })
    window.addEventListener("beforeunload", function (event) {
      if (typed.length) event.preventDefault()
    })
    root.classList.add("wb-numbers--on")
  }

  document.querySelectorAll(".wb-numbers").forEach(begin)
})()
