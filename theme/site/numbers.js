/* Accounts for numbered forms on a page opened from a file: what is typed, scanned or pasted stays in this page's memory, nothing
   is stored, nothing is sent. accounts.js judges; the check digits are those of generator/wardbook/serials/serial_numbers.py. */
(function () {
  "use strict"
  var MOST = 20000
  var LONGEST = 4000000 // letters of a list that is pasted

  function begin(root) {
    var given = JSON.parse(root.dataset.words), say = given.say, account = wardbookAccounts(given.vocabulary)
    var cleaned = account.cleaned, remainder = account.remainder
    var ranges = [], typed = [], lists = []
    root.wardbookAccounts = account

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

    /* Whether two ends of a range look like ours but one of them was mistyped: as a pad's numbers they would make a range of
       forms that never were. */
    function mistyped(first, last) {
      var dashed = /^[0-9A-Z]+-[0-9A-Z]+-D?[0-9]{6}-[0-9]{2}$/, plain = /^[A-Z]+[0-9]+[A-Z]+[0-9]{9,}$/
      var ends = [first, last || first]
      return ends.filter(function (text) {
        var shape = text.normalize("NFKC").toUpperCase().split("/")[0].replace(/\s+/g, "").replace(/[‐-―−]/g, "-")
        return !account.valid(text) && (dashed.test(shape) || (plain.test(cleaned(text)) && ends.some(account.valid)))
      })[0]
    }

    /* Numbers from the first to the last, plain → shown; null when they are no range. A pad has no check digits. */
    function range(first, last) {
      var one = cleaned(first), other = cleaned(last || first), found = new Map(), number
      var ours = remainder(one) === 1 && remainder(other) === 1 && one.length === other.length && one.length > 9
      var tail = ours ? 8 : (/[0-9]{1,9}$/.exec(one) || [""])[0].length // longer ones are no exact numbers in a browser
      var start = one.slice(0, one.length - tail)
      if (!tail || one.length !== other.length || other.slice(0, start.length) !== start) return null
      var from = Number(one.substr(start.length, ours ? 6 : tail)), to = Number(other.substr(start.length, ours ? 6 : tail))
      if (!(from <= to) || to - from >= MOST) return null
      for (number = from; number <= to; number++) {
        var plain = ours ? serial(start, number) : start + String(number).padStart(tail, "0")
        found.set(plain, ours ? shown(plain, start) : plain)
      }
      return found
    }

    /* Pasted cells of one column in one line. Headings and states among them are no numbers; a number keeps together that was
       written with spaces. */
    function cells(text) {
      var found = text.split(/[\r\n\t]+/)
      return found.filter(function (cell) { return found.length === 1 || /[0-9]/.test(cleaned(cell)) }).map(function (cell) {
        return remainder(cleaned(cell)) === 1 ? cleaned(cell) : cell.trim()
      }).join(" ")
    }

    /* Whether pasted text is a table with more than the numbers themselves. */
    function isList(text) {
      if (!/[\r\n]/.test(text)) return false
      if (text.includes("\t")) return true
      var head = account.read(text.slice(0, 4000)).heading
      return head > 0 && account.rows(text.slice(0, 4000)).some(function (row) { return row.cells && row.cells.length > 1 })
    }

    function field(name) { return root.querySelector("[data-field=" + name + "]") }
    function list(name) { return root.querySelector("[data-list=" + name + "]") }
    function said(text) { list("said").textContent = text }
    function line(text, kind) {
      var item = document.createElement("li")
      item.textContent = text
      if (kind) item.className = "wb-numbers__" + kind
      return item
    }

    /* A line with a button that takes back what it says, or settles it. */
    function withButton(item, label, kind, act) {
      var button = document.createElement("button")
      button.type = "button"
      button.className = "wb-numbers__" + kind
      button.title = label
      button.setAttribute("aria-label", label + " " + item.textContent)
      if (kind === "settle") button.textContent = label
      button.addEventListener("click", function () { act(); show() })
      item.append(button)
      return item
    }
    function takenBack(item, act) { return withButton(item, say.remove, "remove", act) }

    function forget(text) {
      var at = typed.map(function (entry) { return entry.serial }).lastIndexOf(text)
      if (at >= 0) typed.splice(at, 1)
    }

    function addRange() {
      var slip = mistyped(field("first").value, field("last").value)
      if (slip) return void said(say.check + " " + slip)
      var found = range(field("first").value, field("last").value)
      if (!found) return void said(say.no_range)
      ranges.push(found)
      field("first").value = field("last").value = ""
      said("")
      show()
    }

    function addOnes() {
      field("one").value.split(/[\s,;，；、]+/).filter(Boolean).forEach(function (text) {
        typed.push({ line: 0, serial: cleaned(text) || text, to: "", state: field("state").value, figures: {} })
      })
      field("one").value = ""
      field("one").focus()
      show()
    }

    function addList(text) {
      if (text.length > LONGEST) return void said(say.too_large)
      said("")
      lists.push({ text: text, told: [], read: account.read(text, []) })
      show()
    }

    function counted(counts) {
      return Object.keys(counts).filter(function (state) { return counts[state] }).map(function (state) {
        return field("state").querySelector("[value=" + state + "]").text + " " + counts[state]
      }).join(" · ")
    }

    function place(one) {
      if (!one.line) return ""
      var text = " · " + say.line.replace("%a", one.line)
      return one.column ? text + " " + say.cell.replace("%a", one.column) : text
    }

    function wrongLine(one, label) {
      var known = one.likely ? " · " + say.likely + " " + one.likely : one.why ? " · " + say["wrong_" + one.why] : ""
      var item = line(label + " " + one.text + known + place(one), "wrong")
      return one.line ? item : takenBack(item, function () { forget(one.entry.serial) })
    }

    function openLine(one) {
      var item = line(one.text + " · " + say["entry_" + one.why] + place(one), "wrong")
      if (!one.name) return item
      return withButton(item, say.not_compared, "settle", function () {
        lists.forEach(function (each) {
          if (!each.read.malformed.includes(one)) return
          each.told.push(one.name)
          each.read = account.read(each.text, each.told)
        })
      })
    }

    function listLine(each) {
      var passed = each.read.notCompared.map(function (one) { return one.name + " (" + say["passed_" + one.why] + ")" })
      var text = say.list.replace("%a", each.read.entries.length)
      if (passed.length) text += " · " + say.passed + " " + passed.join("; ")
      return takenBack(line(text), function () { lists.splice(lists.indexOf(each), 1) })
    }

    function twiceLine(one) {
      var item = line(say.twice + " " + one.number + " × " + one.listed.length, "twice"), own = one.listed.filter(function (entry) { return !entry.line })
      return own.length ? takenBack(item, function () { forget(own[own.length - 1].serial) }) : item
    }

    function show() {
      var found = account.reconcile(ranges, [{ entries: typed }].concat(lists.map(function (each) { return each.read })))
      list("ranges").replaceChildren.apply(list("ranges"), ranges.map(function (range) {
        var all = Array.from(range.values())
        return takenBack(line(all[0] + " – " + all[all.length - 1] + " · " + all.length), function () { ranges.splice(ranges.indexOf(range), 1) })
      }).concat(lists.map(listLine)))
      var rows = found.missing.map(function (number) { return line(say.missing + " " + number, "missing") })
      found.mistyped.forEach(function (one) { rows.push(wrongLine(one, say.check)) })
      found.unknown.forEach(function (one) { rows.push(wrongLine(one, say.unknown)) })
      found.strange.forEach(function (one) { rows.push(wrongLine(one, say.strange)) })
      found.twice.forEach(function (one) { rows.push(twiceLine(one)) })
      found.malformed.forEach(function (one) { rows.push(openLine(one)) })
      found.balances.forEach(function (one) {
        one.differences.forEach(function (each) {
          rows.push(line(each.number + " · " + one.leftName + " " + each.left + " ≠ " + one.rightName + " " + each.right + place(each), "wrong"))
        })
      })
      var holder = document.createDocumentFragment()
      rows.forEach(function (row) { holder.append(row) })
      list("open").replaceChildren(holder)
      list("states").textContent = counted(found.counts)
      list("sums").replaceChildren.apply(list("sums"), found.balances.map(function (one) {
        return line(one.leftName + " " + account.shownFigure(one.left) + " · " + one.rightName + " " + account.shownFigure(one.right))
      }))
      var accounted = found.counts.entered + found.counts.scanned + found.counts.void + found.counts.unused
      var counts = say.of.replace("%a", accounted).replace("%b", found.issued).replace("%c", rows.length)
      list("counts").textContent = !found.issued ? "" : rows.length ? counts : say.all.replace("%b", found.issued)
    }

    function onEnter(name, act) {
      field(name).addEventListener("keydown", function (event) {
        if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); act() }
      })
    }

    field("one").addEventListener("paste", function (event) {
      event.preventDefault()
      var text = event.clipboardData.getData("text") || ""
      if (isList(text)) addList(text)
      else this.value += (this.value && " ") + cells(text)
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
      if (wanted === "clear") { ranges = []; typed = []; lists = []; show() }
    })
    window.addEventListener("beforeunload", function (event) {
      if (typed.length || lists.length) event.preventDefault()
    })
    root.classList.add("wb-numbers--on")
  }

  document.querySelectorAll(".wb-numbers").forEach(begin)
})()
