/* Search in one language's pages: Material's search worker, replaced whole. It knows what things are called: names, other
   words for them, codes, numbers, pinyin, traditional characters, words with a slip. Nothing is dropped, everything is ranked.
   No dictionary, nothing newer than ES2015: it runs from a file, in old browsers too.

   The ranking stands twice: here, and in `generator/wardbook/site/search/` for `wardbook check --search`. Functions have the
   same names there and do the same in the same order; a test holds both to one answer. */
(function () {
  "use strict"
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  const ONE_HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/
  const PARTED = /([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])(?:不[了到出上成动]|[的了着过完个]|[一几]?[张份台]|一下)(?=([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]))/g
  const LACKING = /没有([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])/g
  const LETTER_BEFORE = /(?:^|[^a-z0-9\u00c0-\u024f])([a-z])(?=([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]))/g
  const MIXED = /([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{0,2})([a-z0-9\u00c0-\u024f]+)([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{0,2})/g
  const LATIN_WORDS = /[A-Za-z]+/g
  const HYPHENED = /([a-z0-9\u00c0-\u024f]+)-(?=([a-z0-9\u00c0-\u024f]+))/g
  const STEM = /^(?=.*[aeiouy]).{2,}[^aeiou]$/
  const DOUBLED = /([bdgkmnprt])\1$/
  const RUNS = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[a-z0-9\u00c0-\u024f]+(?:['’](?:s|t|re|ll|ve|d|m)(?![a-z0-9\u00c0-\u024f]))?/g
  const LETTER = /[a-z0-9\u00c0-\u024f]/
  const CODE = /^([a-z]+)0*([0-9]+)([a-z]?)$/
  const DIGITS = /^[0-9]+$/
  /* level */
  const PARTED_WORD = 5, SINGLE = 0.25, TROUBLE = 0.3, LONG = 4
  /* names */
  const WEAK = 0.45, PHONE_NAME = 0.9, PREFIX = 0.6, SHORT_PREFIX = 0.25, TYPO = 0.7, ALIKE = 0.8, SHORT = 3
  /* near */
  const EXACT = 24, BEGUN = 0.75, INSIDE = 0.6, INITIALS = 0.85, LONGER = 0.5, WRONG = 0.7, SAME = 0.6, HALVES = 0.6, TAIL = 0.35, BLURRED = 0.8, BLURRED_FROM = 5
  const SOUNDS_ALIKE = [[/zh/g, "z"], [/ch/g, "c"], [/sh/g, "s"], [/ng/g, "n"], [/l/g, "n"], [/v/g, "u"]]
  /* ranking */
  const FULL = 0.35, SOME = 0.65, WHOLE_NAME = 1.35, WHOLE_QUERY = 1.5, ALL = 0.999, UNION = 0.3, NUMBER_ASKED = 1.6, BESIDE_NAME = 0.3
  const KIND_ASKED = 1.2, PART = 0.22, PAGE = 0.08, HEADING = 2
  /* what is shown */
  const BEFORE = 12, AFTER = 110, SHOWN = 20, NEAREST = 5
  let entries, bases, kinds, plain, foreign, said, words, telephone, alike, phrases, names, texts

  /* --- level: letters and words as they are compared --------------------------------------------------------------- */

  function isHan(text) { return ONE_HAN.test(text) }

  /* Half width, lower case, simplified. The length stays, so that places in the text are places in what is compared. */
  function level(text) {
    let whole = text.normalize("NFKC").toLowerCase()
    if (whole.length !== text.length) whole = Array.from(text).map(one).join("")
    return foreign ? whole.replace(foreign, function (sign) { return plain.get(sign) }) : whole
  }

  function one(sign) {
    const made = sign.normalize("NFKC").toLowerCase(), lower = sign.toLowerCase()
    return made.length === sign.length ? made : lower.length === sign.length ? lower : sign
  }

  /* A Latin word without its ending: battery and batteries become one, nurse and nursing, plan and planned. What is left
     begins the word, so that texts are looked through for it. */
  function fold(word) {
    word = word.replace("’", "'").replace(/'s$/, "")
    if (word.length < LONG || /(ss|us|is)$/.test(word)) return word
    const one = word.replace(/s$/, ""), begun = one.replace(/(ing|ed)$/, "")
    const whole = begun !== one && (begun.length >= LONG || STEM.test(begun)) ? begun.replace(DOUBLED, "$1") : one
    const left = whole.replace(/e$/, "").replace(/[iy]$/, "")
    // Notes and ones without their endings would be words that say something else
    return left === "not" || left === "on" ? `${left}e` : left
  }

  const NO_WORDS = { empty: new Set(), trouble: new Set(), emptyHan: null, troubleHan: null }

  function runs(low) { return low.match(RUNS) || [] }

  function wordsOf(empty, trouble) {
    return { empty: latin(empty), trouble: latin(trouble), emptyHan: han(empty), troubleHan: han(trouble) }
  }

  /* Each word of groups that say the same, as a unit, with the units of the others. A Han word is two characters. */
  function alikeOf(groups) {
    const found = new Map()
    groups.forEach(function (group) {
      const made = group.map(unitOf)
      made.forEach(function (unit) {
        made.forEach(function (other) { if (other !== unit) push(found, unit, other) })
      })
    })
    return found
  }

  function unitOf(word) { return isHan(word) ? word : fold(word) }

  function latin(phrases) { return new Set(phrases.filter(function (phrase) { return !isHan(phrase) }).map(fold)) }

  function han(phrases) {
    const found = phrases.filter(isHan)
    found.sort(function (a, b) { return b.length - a.length || (a < b ? -1 : 1) })
    return found.length ? new RegExp(found.join("|"), "g") : null
  }

  function withoutEmpty(low) {
    if (!words.emptyHan) return low
    return low.replace(words.emptyHan, function (found) { return " ".repeat(found.length) })
  }

  /* What text is made of: Latin words, pairs of Han characters, single ones; each with how much it counts. */
  function units(low, words) {
    const found = new Map()
    allUnits(low, words, function (unit, share) { found.set(unit, Math.max(found.get(unit) || 0, share)) })
    return found
  }

  function allUnits(low, words, add) {
    // A letter before Han is one word with it: B超, X光
    for (const found of low.matchAll(LETTER_BEFORE)) add(found[1] + found[2], 1)
    runs(words.emptyHan ? withoutEmpty(low) : low).forEach(function (run) {
      if (isHan(run)) { hanUnits(run, words, add); return }
      const word = fold(run)
      if (!words.empty.has(word)) add(word, words.trouble.has(word) ? TROUBLE : 1)
    })
  }

  function hanUnits(run, words, add) {
    const faint = new Set()
    if (words.troubleHan) {
      run.replace(words.troubleHan, function (found, at) { for (let i = 0; i < found.length; i++) faint.add(at + i); return found })
    }
    const beside = new Set(faint).add(-1).add(run.length)
    for (let at = 0; at < run.length; at++) { // a single one that words of trouble leave over counts whole: 没有血
      const alone = !faint.has(at) && beside.has(at - 1) && beside.has(at + 1)
      add(run[at], (alone ? 1 : SINGLE) * (faint.has(at) ? TROUBLE : 1))
      if (at + 1 < run.length) add(run.slice(at, at + 2), faint.has(at) && faint.has(at + 1) ? TROUBLE : 1)
    }
  }

  /* --- names ------------------------------------------------------------------------------------------------------- */

  function newNames() {
    return { all: [], byUnit: new Map(), byCode: new Map(), bearers: new Map(), weights: new Map(), wholes: [] }
  }

  function addName(entry, name, share) {
    const whole = level(name), low = withoutEmpty(whole), at = names.all.length
    let made = units(low, words)
    if (!made.size) made = units(low, NO_WORDS)
    names.all.push({ entry: entry, low: runs(low).join(" "), row: rowOf(low), whole: runs(whole).join(""), share: share, units: made })
    made.forEach(function (_, unit) {
      push(names.byUnit, unit, at)
      if (!names.bearers.has(unit)) names.bearers.set(unit, new Set())
      names.bearers.get(unit).add(entry)
    })
    const code = codeOf(runs(low).join(""))
    if (code) push(names.byCode, code, at)
  }

  function push(map, key, value) { if (map.has(key)) map.get(key).push(value); else map.set(key, [value]) }

  function settle(count) {
    names.bearers.forEach(function (bearers, unit) { names.weights.set(unit, weight(bearers.size, count)) })
    names.all.forEach(function (name) {
      let whole = 0
      name.units.forEach(function (share, unit) { whole += names.weights.get(unit) * share })
      names.wholes.push(whole)
    })
  }

  function rowOf(low) { return runs(low).map(function (run) { return isHan(run) ? run : fold(run) }).join(" ") }

  function codeOf(joined) {
    const found = CODE.exec(joined)
    if (found) return found[1] + found[2] + found[3]
    return DIGITS.test(joined) && joined.length > SHORT ? joined : ""
  }

  function codesIn(low) {
    const words = runs(low).filter(function (run) { return !isHan(run) }), found = []
    for (let start = 0; start < words.length; start++) {
      for (let end = start + 1; end <= Math.min(start + 4, words.length); end++) {
        const code = codeOf(words.slice(start, end).join(""))
        if (code && found.indexOf(code) < 0) found.push(code)
      }
    }
    return found
  }

  /* What a unit counts that `count` of `of` entries hold: the rarer the more. */
  function weight(count, of) { return Math.floor(16 * Math.log2(1 + of / Math.max(count, 1)) + 0.5) / 16 }

  /* What units of names the query's units mean: themselves, others for the same, words that begin with them, or, for a word
     that stands nowhere, the nearest ones. A short word that is known counts whole only: LIS is not the beginning of list. */
  function meant(asked, known) {
    const found = []
    asked.forEach(function (share, unit) {
      const exact = names.byUnit.has(unit)
      if (exact) found.push({ unit: unit, asked: unit, share: share })
      const others = (alike.get(unit) || []).filter(function (other) { return names.byUnit.has(other) })
      others.forEach(function (other) { found.push({ unit: other, asked: unit, share: share * ALIKE }) })
      if (isHan(unit) || exact && unit.length <= SHORT || words.empty.has(unit)) return
      const begun = beginning(unit)
      begun.forEach(function (word) {
        found.push({ unit: word, asked: unit, share: share * (unit.length > SHORT ? PREFIX : SHORT_PREFIX) })
      })
      if (!exact && !begun.length && !others.length && !known.has(unit) && !words.trouble.has(unit)) {
        const written = nearest(unit)
        written.forEach(function (word) { found.push({ unit: word, asked: unit, share: share * TYPO }) })
        if (!written.length) begunNearly(unit).forEach(function (word) { found.push({ unit: word, asked: unit, share: share * TYPO * PREFIX }) })
      }
    })
    return found
  }

  function beginning(word) {
    const found = []
    if (word.length < 2) return found
    names.byUnit.forEach(function (_, other) { if (other.length > word.length && other.startsWith(word)) found.push(other) })
    return found
  }

  function nearest(word) {
    let found = []
    if (word.length <= SHORT) return found
    let best = word.length > 6 ? 3 : 2
    names.byUnit.forEach(function (_, other) {
      if (isHan(other) || other[0] !== word[0] && other.slice(1, 2) !== word.slice(1, 2)) return
      const far = distance(word, other, best)
      if (far < best) { best = far; found = [other] } else if (found.length && far === best) found.push(other)
    })
    return found
  }

  /* Words of names that begin nearly so, for a word with a slip that is not typed to its end. */
  function begunNearly(word) {
    const found = []
    if (word.length <= SHORT) return found
    names.byUnit.forEach(function (_, other) {
      if (other.length <= word.length || other[0] !== word[0] || isHan(other)) return
      if (distance(word, other.slice(0, word.length), 1) === 1) found.push(other)
    })
    return found
  }

  /* Letters to change, add, leave out or swap with their neighbour to make one the other. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) >= most + 1) return most + 1
    let before = [], earlier = [], row = []
    for (let j = 0; j <= other.length; j++) row.push(j)
    for (let i = 1; i <= one.length; i++) {
      earlier = before; before = row; row = [i]
      for (let j = 1; j <= other.length; j++) {
        let step = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1))
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) step = Math.min(step, earlier[j - 2] + 1)
        row.push(step)
      }
    }
    return row[other.length]
  }

  /* --- near: names that a query means without holding their words ---------------------------------------------------- */

  /* Names that the query says and nothing else, but for empty words and endings: who do I call. */
  function same(whole, said) {
    const found = new Map(), joined = runs(whole).join("")
    names.all.forEach(function (name, at) {
      if (name.share === PHONE_NAME) return
      if (name.whole === joined) found.set(at, EXACT * name.share)
      else if (hasAll(name.units, said)) found.set(at, EXACT * SAME * name.share)
    })
    return found
  }

  function hasAll(own, other) {
    return own.size === other.size && Array.from(own.keys()).every(function (unit) { return other.has(unit) })
  }

  function near(low, known) {
    const found = new Map()
    const add = function (at, counts) { found.set(at, Math.max(found.get(at) || 0, counts)) }
    codes(low, add)
    begunWords(runs(low), add)
    const strange = runs(low).filter(function (run) { return !isHan(run) && !known.has(run) })
    if (strange.length) sounding(strange, halfSpoken(low, strange), add)
    runs(low).forEach(function (run) { if (isHan(run) && run.length > 2) miswritten(run, add) })
    return found
  }

  function codes(low, add) {
    codesIn(low).forEach(function (code) {
      (names.byCode.get(code) || []).forEach(function (at) { add(at, EXACT) })
      if (!DIGITS.test(code)) begunCodes(code, add)
    })
  }

  /* Codes that begin with one: OP-04B with OP-04; with one that is none, each that goes on. */
  function begunCodes(code, add) {
    const isCode = names.byCode.has(code), begun = isCode ? code : code.replace(/0$/, "")
    names.byCode.forEach(function (places, other) {
      const goesOn = other.slice(0, -1) === code && !/[0-9]$/.test(other)
      if (goesOn || !isCode && other.startsWith(begun)) places.forEach(function (at) { add(at, EXACT * TAIL) })
    })
  }

  /* Names of several words of which each begins with one of the query's, in order. */
  function begunWords(said, add) {
    if (said.length < 2 || said.some(function (word) { return isHan(word) || word.length < 2 })) return
    names.all.forEach(function (name, at) {
      if (!name.low.startsWith(said[0]) || name.share === PHONE_NAME) return
      const own = name.low.split(" ")
      if (own.length !== said.length || own.join(" ") === said.join(" ")) return
      if (own.every(function (word, place) { return word.startsWith(said[place]) })) add(at, EXACT * HALVES * name.share)
    })
  }

  /* Words typed half in characters and half in pinyin, as they sound: 补lu, yi嘱. */
  function halfSpoken(low, strange) {
    const made = []
    for (const found of low.matchAll(MIXED)) {
      if (strange.indexOf(found[2]) < 0) continue
      const spoken = Array.from(found[1] || found[3]).map(function (sign) { return names.pinyin[sign] || "" })
      if (spoken.every(Boolean)) made.push(found[1] ? spoken.join("") + found[2] : found[2] + spoken.join(""))
    }
    return made
  }

  function sounding(strange, mixed, add) {
    const joined = strange.join(""), said = Array.from(new Set([joined].concat(strange, mixed)))
    names.all.forEach(function (name, at) {
      const best = said.reduce(function (most, word) { return Math.max(most, sounds(name, word) * Math.min(1, 0.5 + 0.5 * (word.length / joined.length))) }, 0)
      if (best) add(at, EXACT * best * name.share)
    })
  }

  function sounds(name, word) {
    if (word.length < 2) return 0
    let best = 0
    if (word.length > 4 && name.low.replace(/ /g, "") === word) best = 1
    name.syllables.forEach(function (spokenRun) {
      const share = 0.5 + 0.5 * (spokenRun.size / name.low.length)
      best = Math.max(best, spokenNearly(spokenRun, word) * share)
      best = Math.max(best, initials(spokenRun.letters, word) * share)
    })
    return best
  }

  /* Syllables that make the word, or would if sounds that many speakers do not tell apart were one: sousushi. */
  function spokenNearly(run, word) {
    const clear = mayBe(run.whole, word) || word.startsWith(run.syllables[0]) ? spoken(run.syllables, word) : 0
    if (clear || word.length < BLURRED_FROM) return clear
    const faint = blurred(word)
    return mayBe(run.blurred, faint) || faint.startsWith(run.blurredSyllables[0]) ? BLURRED * spoken(run.blurredSyllables, faint) : 0
  }

  /* Asked first, since most names do not sound like a word at all. */
  function mayBe(whole, word) { return whole.indexOf(word) >= 0 }

  function blurred(spoken) {
    return SOUNDS_ALIKE.reduce(function (made, pair) { return made.replace(pair[0], pair[1]) }, spoken)
  }

  function spoken(syllables, word) {
    const whole = syllables.join("")
    for (let start = 0; start < syllables.length; start++) {
      let said = ""
      for (let end = start; end < syllables.length; end++) {
        said += syllables[end]
        if (said === word) return shareSaid(start, end + 1, syllables.length)
      }
    }
    if (whole.startsWith(word) && word.length > syllables[0].length) return LONGER
    return syllables.length > 1 && whole.length > 4 && word.startsWith(whole) ? LONGER : halfTyped(syllables, word)
  }

  /* Further syllables of which the last is not yet typed to its end; or the first ones in full and of all others their
     first letters: yaofan of 住院药房, jianyk. */
  function halfTyped(syllables, word) {
    for (let start = 1; start < syllables.length; start++) {
      const rest = syllables.slice(start)
      if (rest.join("").startsWith(word) && word.length > rest[0].length) return LONGER * INSIDE
      const letters = rest.map(function (syllable) { return syllable[0] }).join("")
      if (syllables.slice(0, start).join("") + letters === word) return LONGER
    }
    return 0
  }

  function shareSaid(start, end, of) {
    return end - start === of ? 1 : (start ? INSIDE : BEGUN) * (0.6 + 0.4 * (end - start) / of)
  }

  function initials(letters, word) {
    if (letters === word) return INITIALS
    if (word.length > 2 && letters.startsWith(word)) return LONGER * (0.5 + 0.5 * word.length / letters.length)
    if (letters.length > 1 && word.length === letters.length + 1 && word.startsWith(letters)) return LONGER * 0.8
    return 0
  }

  function miswritten(run, add) {
    const most = run.length > 5 ? 2 : 1
    if (run.length === 3 && (names.byUnit.has(run.slice(0, 2)) || names.byUnit.has(run.slice(1)))) return
    names.all.forEach(function (name, at) {
      const size = name.low.length
      if (size < 3 || Math.abs(size - run.length) > 1 || !isHan(name.low[0])) return
      if (run.indexOf(name.low) >= 0) return // said whole with a further sign before or after it: nothing is wrong
      let common = 0 // without as many in common no further look is needed
      for (let i = 0; i < size; i++) if (run.indexOf(name.low[i]) >= 0) common++
      if (common < size - most) return
      const far = distance(run, name.low, most)
      if (far > 0 && far <= most) add(at, EXACT * WRONG * name.share * (1 - far / (run.length + 1)))
    })
  }

  /* --- texts: what pages say, to be looked through at once ------------------------------------------------------------ */

  function newTexts(index) {
    const all = index.lines.map(level)
    const uses = all.map(function () { return [] }), from = all.length, said = index.lines.slice()
    entries.forEach(function (held, entry) {
      held.parts.forEach(function (section, part) {
        section[2] = linesOf(section[2])
        section[2].forEach(function (line) { uses[line].push([entry, part]) })
        if (section[1]) { all.push(level(section[1])); said.push(section[1]); uses.push([[entry, part]]) }
      })
    })
    const starts = [0]
    all.forEach(function (line) { starts.push(starts[starts.length - 1] + line.length + 1) })
    return { low: all.join("\n"), all: all, said: said, starts: starts, uses: uses, headingsFrom: from }
  }

  /* The numbers in runs, each its first number and its length. */
  function linesOf(runs) {
    const found = []
    for (let at = 0; at < runs.length; at += 2) for (let i = 0; i < runs[at + 1]; i++) found.push(runs[at] + i)
    return found
  }

  function linesWith(unit) {
    const found = [], han = isHan(unit)
    let at = texts.low.indexOf(unit)
    while (at >= 0) {
      if (han || stands(texts.low, unit, at)) {
        const line = lineAt(at)
        found.push(line)
        at = texts.low.indexOf(unit, texts.starts[line + 1])
      } else {
        at = texts.low.indexOf(unit, at + 1)
      }
    }
    return found
  }

  function lineAt(at) {
    let low = 0, high = texts.starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (at < texts.starts[middle]) high = middle; else low = middle + 1
    }
    return low - 1
  }

  /* Han anywhere, Latin from the start of a word, a short word whole. */
  function stands(low, unit, at) {
    if (isHan(unit)) return true
    if (at && LETTER.test(low[at - 1])) return false
    const after = low[at + unit.length]
    return unit.length > SHORT || !(after && LETTER.test(after))
  }

  /* --- ranking --------------------------------------------------------------------------------------------------------- */

  function setup(index) {
    said = index.said
    entries = index.entries
    bases = new Map(index.variants)
    plain = new Map()
    const pairs = Array.from(index.plain)
    for (let i = 0; i < pairs.length; i += 2) plain.set(pairs[i], pairs[i + 1])
    foreign = plain.size ? new RegExp("[" + Array.from(plain.keys()).join("") + "]", "g") : null
    words = wordsOf(said.empty, said.trouble)
    telephone = new Set(said.telephone.map(unitOf))
    kinds = {}
    Object.keys(said.kinds).forEach(function (kind) { kinds[kind] = new Set(said.kinds[kind].map(unitOf)) })
    alike = alikeOf(said.alike)
    phrases = said.phrases.map(function (pair) { return [rowOf(pair[0]), pair[1]] })
    names = newNames()
    names.pinyin = index.pinyin
    texts = newTexts(index)
    entries.forEach(function (entry, at) {
      entry.names.forEach(function (name) { addName(at, name, 1) })
      const words = entry.words || [], phoneNames = entry.phone_names || []
      words.concat(said.kinds[entry.kind] || []).forEach(function (name) { addName(at, name, WEAK) })
      phoneNames.forEach(function (name) { addName(at, name, PHONE_NAME) })
    })
    settle(entries.length)
    names.all.forEach(function (name) {
      name.syllables = []
      name.low.split(" ").forEach(function (run) {
        const syllables = syllablesOf(run, index.pinyin)
        if (!syllables.length) return
        const letters = syllables.map(function (syllable) { return syllable[0] }).join("")
        const faint = syllables.map(blurred)
        name.syllables.push({
          size: run.length, syllables: syllables, whole: syllables.join(""), letters: letters, blurredSyllables: faint, blurred: faint.join("")
        })
      })
    })
  }

  /* What a run of Han sounds like; nothing for other runs. */
  function syllablesOf(run, pinyin) {
    if (pinyin[run]) return pinyin[run].split(" ")
    return Array.from(run).map(function (sign) { return pinyin[sign] }).filter(Boolean)
  }

  function find(query) {
    const asked = ask(query)
    const scores = entries.map(function (_, at) { return { entry: at, names: 0, held: new Map(), texts: 0, part: 0, said: "" } })
    countNames(asked, scores)
    countNear(asked, scores)
    countTexts(asked, scores)
    const asksFor = Object.keys(kinds).filter(function (kind) {
      return Array.from(asked.units).some(function (one) { return one[1] === 1 && kinds[kind].has(one[0]) })
    })
    scores.forEach(function (score) {
      score.sum = (score.names + score.texts) * (entries[score.entry].weight || 1)
      if (asksFor.indexOf(entries[score.entry].kind) >= 0) score.sum *= KIND_ASKED
    })
    const found = scores.filter(function (score) { return score.sum > 0 })
    found.sort(function (a, b) { return b.sum - a.sum || a.entry - b.entry })
    return { asked: asked, found: whoAndWhat(variantsFirst(asked, found)) }
  }

  /* A variant of a form stands before the form where the query says what sets it apart. */
  function variantsFirst(asked, found) {
    const order = found.slice()
    found.forEach(function (one) {
      const base = bases.has(one.entry) && found.find(function (other) { return other.entry === bases.get(one.entry) })
      if (!base || !isSetApart(asked, one, base) || order.indexOf(base) > order.indexOf(one)) return
      order.splice(order.indexOf(one), 1)
      order.splice(order.indexOf(base), 0, one)
    })
    return order
  }

  /* Whether the names of a variant hold a word of the query that those of its form do not. */
  function isSetApart(asked, variant, base) {
    return Array.from(asked.units).some(function (one) { return one[1] === 1 && variant.held.has(one[0]) && !base.held.has(one[0]) })
  }

  function ask(query) {
    const whole = level(query), low = withoutEmpty(whole) + further(whole), lines = new Map(), known = new Set(), weights = new Map()
    const named = capitals(query)
    let spoken = unitsBut(low, named)
    if (spoken.size && Array.from(spoken.keys()).every(function (unit) { return telephone.has(unit) })) {
      units(low, NO_WORDS).forEach(function (_, word) { if (words.empty.has(word) && isRung(word)) named.add(word) })
      spoken = unitsBut(low, named)
    }
    faintTelephone(spoken)
    const found = spoken.size ? spoken : units(low, NO_WORDS) // or, it: empty words alone are looked for among names
    found.forEach(function (share, unit) {
      const look = spoken.size && !words.empty.has(unit) && (isLookedFor(unit, share) || !names.weights.has(unit))
      lines.set(unit, look ? linesOrAlike(unit) : [])
      if (lines.get(unit).length) known.add(unit)
    })
    found.forEach(function (_, unit) { weights.set(unit, unitWeight(unit, lines.get(unit))) })
    const hits = meant(found, known)
    hits.forEach(function (hit) { // a word with a slip stands nowhere: it counts what the likeliest meant one does
      if (known.has(hit.asked) || names.weights.has(hit.asked)) return
      weights.set(hit.asked, Math.max(weights.get(hit.asked), names.weights.get(hit.unit)))
    })
    // Units that mean something in a name: the others are what else people say
    const said = new Set(hits.map(function (hit) { return hit.asked }))
    return { whole: whole, low: low, units: found, hits: hits, lines: lines, weights: weights, named: said }
  }

  /* Units without empty words, but for those that name something. */
  function unitsBut(low, named) {
    const empty = new Set(Array.from(words.empty).filter(function (word) { return !named.has(word) }))
    return units(low, Object.assign({}, words, { empty: empty }))
  }

  /* Whether a word is a whole name of a department with a number: call it. */
  function isRung(word) {
    return (names.byUnit.get(word) || []).some(function (at) {
      const name = names.all[at]
      return name.share === PHONE_NAME && name.units.size === 1
    })
  }

  /* Words for telephone count little where other units name who has a number: who adds "phone" to a name does not want the list of all numbers. */
  function faintTelephone(found) {
    const named = Array.from(found).some(function (one) {
      if (telephone.has(one[0]) || one[1] < 1) return false
      return (names.byUnit.get(one[0]) || []).some(function (at) { return entries[names.all[at].entry].kind === "contact" })
    })
    if (named) found.forEach(function (share, unit) { if (telephone.has(unit)) found.set(unit, share * BESIDE_NAME) })
  }

  // Pairs of Han characters that small words part, and that some name holds: 挂不了号 is about 挂号, 断了网 about 断网
  function parted(low) {
    const pairs = Array.from(low.matchAll(PARTED), function (found) { return found[1] + found[2] })
      .concat(Array.from(low.matchAll(LACKING), function (found) { return "没" + found[1] }))
    return pairs.map(function (pair) { return names.byUnit.has(pair) ? " " + pair : "" }).join("")
  }

  // Words that a query says in other pieces: 挂不了号, hand over, x-ray, how much
  function further(whole) {
    const row = rowOf(whole)
    return parted(whole) + joined(whole) + hyphened(whole) + phrases.map(function (pair) {
      return says(row, pair[0]) ? " " + pair[1] : ""
    }).join("")
  }

  function hyphened(whole) {
    return Array.from(whole.matchAll(HYPHENED), function (found) {
      const word = found[1] + found[2]
      return names.byUnit.has(fold(word)) || alike.has(fold(word)) ? " " + word : ""
    }).join("")
  }

  // Words that are written as one, too, and that people part: hand over, wrist band, log in
  function joined(whole) {
    const found = runs(whole)
    let out = ""
    for (let at = 0; at + 1 < found.length; at++) {
      if (isHan(found[at] + found[at + 1])) continue
      new Set([found[at] + found[at + 1], fold(found[at]) + found[at + 1]]).forEach(function (word) {
        if (word.length >= PARTED_WORD && names.byUnit.has(fold(word))) out += " " + word
      })
    }
    return out
  }

  // Short words in capitals, which name something even where they would be empty words: OR, IT
  function capitals(query) {
    const found = query.match(LATIN_WORDS) || [], upper = found.filter(function (word) { return word === word.toUpperCase() })
    if (found.length > 1 && upper.length === found.length) return new Set()
    return new Set(upper.filter(function (word) { return word.length > 1 && word.length < LONG }).map(function (word) { return word.toLowerCase() }))
  }

  /* The lines that hold a unit; where nothing does, those with a word for the same. */
  function linesOrAlike(unit) {
    const lines = linesWith(unit)
    if (lines.length || names.byUnit.has(unit) || !alike.has(unit)) return lines
    const found = new Set()
    alike.get(unit).forEach(function (other) { linesWith(other).forEach(function (line) { found.add(line) }) })
    return Array.from(found).sort(function (a, b) { return a - b })
  }

  function unitWeight(unit, lines) {
    if (names.weights.has(unit)) return names.weights.get(unit)
    const holders = new Set()
    lines.forEach(function (line) { texts.uses[line].forEach(function (use) { holders.add(use[0]) }) })
    return holders.size ? weight(holders.size, entries.length) : 0
  }

  function countNames(asked, scores) {
    let total = 0, ofTelephone = 0, saysPhone = false
    const held = new Map()
    asked.units.forEach(function (share, unit) {
      if (telephone.has(unit)) saysPhone = true
      if (!asked.named.has(unit)) return
      const counts = asked.weights.get(unit) * share
      total += counts
      if (telephone.has(unit)) ofTelephone += counts
    })
    asked.hits.forEach(function (hit) {
      names.byUnit.get(hit.unit).forEach(function (at) {
        if (names.all[at].share === PHONE_NAME && !saysPhone) return
        if (!held.has(at)) held.set(at, new Map())
        const mine = held.get(at)
        if (!mine.has(hit.asked) || mine.get(hit.asked).share < hit.share) mine.set(hit.asked, hit)
      })
    })
    const row = rowOf(asked.low), best = scores.map(function () { return 0 })
    held.forEach(function (mine, at) {
      const name = names.all[at], score = scores[name.entry]
      const ofContact = entries[name.entry].kind === "contact" && Array.from(mine.keys()).some(function (unit) { return !telephone.has(unit) })
      const counts = nameCounts(at, mine, ofContact ? total - ofTelephone : total) * (ofContact && saysPhone ? NUMBER_ASKED : 1)
      best[name.entry] = Math.max(best[name.entry], counts)
      mine.forEach(function (hit, unit) {
        const counts = names.weights.get(hit.unit) * hit.share * name.share
        score.held.set(unit, Math.max(score.held.get(unit) || 0, counts))
      })
      if (name.share === 1 && name.row.length > score.said.length && says(row, name.row)) score.said = name.row
    })
    scores.forEach(function (score) {
      score.names = best[score.entry]
      score.held.forEach(function (counts) { score.names += UNION * counts })
    })
  }

  function nameCounts(at, mine, total) {
    const name = names.all[at]
    let matched = 0, said = 0
    mine.forEach(function (hit) {
      const counts = names.weights.get(hit.unit)
      matched += counts * hit.share
      said += counts * Math.min(hit.share, name.units.get(hit.unit))
    })
    const part = Math.min(1, said / names.wholes[at])
    let counts = matched * (FULL + SOME * part) * name.share
    if (part > ALL) {
      counts *= WHOLE_NAME
      if (matched > ALL * total) counts *= WHOLE_QUERY
    }
    return counts
  }

  function countNear(asked, scores) {
    const known = new Set(), best = new Map()
    runs(asked.low).forEach(function (run) {
      const folded = rowOf(run), lines = asked.lines.get(folded)
      // Empty words are no initials of names, unless nothing else is asked
      if (!asked.units.has(folded) || lines && lines.length || names.byUnit.has(folded)) known.add(run)
    })
    for (const found of [same(asked.whole, asked.named), near(asked.low, known)]) {
      found.forEach(function (counts, at) {
        const entry = names.all[at].entry
        best.set(entry, Math.max(best.get(entry) || 0, counts))
      })
    }
    best.forEach(function (counts, entry) { scores[entry].names += counts })
  }

  /* Single signs of a run stand everywhere: texts are not searched for them. */
  function isLookedFor(unit, share) { return unit.length > 1 || share === 1 || !isHan(unit) }

  function countTexts(asked, scores) {
    const parts = new Map()
    asked.units.forEach(function (share, unit) {
      if (!isLookedFor(unit, share)) return
      const counts = asked.weights.get(unit) * share
      asked.lines.get(unit).forEach(function (line) {
        const found = line >= texts.headingsFrom ? counts * HEADING : counts
        texts.uses[line].forEach(function (use) {
          const key = use[0] * 4096 + use[1]
          if (!parts.has(key)) parts.set(key, new Map())
          const mine = parts.get(key)
          mine.set(unit, Math.max(mine.get(unit) || 0, found))
        })
      })
    })
    const best = new Map(), rest = new Map(), page = new Map()
    Array.from(parts.keys()).sort(function (a, b) { return a - b }).forEach(function (key) {
      const entry = Math.floor(key / 4096), part = key % 4096
      let sum = 0, fresh = 0
      if (!page.has(entry)) page.set(entry, new Map())
      parts.get(key).forEach(function (counts, unit) {
        sum += counts
        if (!scores[entry].held.has(unit)) fresh += counts
        page.get(entry).set(unit, counts)
      })
      best.set(entry, Math.max(best.get(entry) || 0, sum))
      if (fresh > (rest.get(entry) || 0)) { rest.set(entry, fresh); scores[entry].part = part }
    })
    page.forEach(function (mine, entry) {
      let whole = 0
      mine.forEach(function (counts) { whole += counts })
      scores[entry].texts = PART * best.get(entry) + PAGE * whole
    })
  }

  /* A query that says a department and what is down finds both pages, the department's first. */
  function whoAndWhat(found) {
    const said = found.map(function (score) { return score.said }).filter(Boolean), first = []
    for (const kind of ["department", "scenario"]) {
      let best = null
      found.forEach(function (score) {
        if (entries[score.entry].kind !== kind || !score.said) return
        if (said.some(function (other) { return other !== score.said && says(other, score.said) })) return
        if (!best || score.said.length > best.said.length) best = score
      })
      if (!best) return found
      first.push(best)
    }
    turnTo(first[0], first[1])
    return first.concat(found.filter(function (score) { return first.indexOf(score) < 0 }))
  }

  /* Open the department's page at what it does in the scenario, where it says so. */
  function turnTo(who, what) {
    const scenario = entries[what.entry].at.split("/").pop().replace(/\.html$/, "")
    entries[who.entry].parts.forEach(function (part, at) { if (part[0] === scenario) who.part = at })
  }

  /* Whether a name stands in a row, Latin from word to word. */
  function says(row, name) {
    for (let at = row.indexOf(name); at >= 0; at = row.indexOf(name, at + 1)) {
      if (ends(name[0], row[at - 1] || "") && ends(name[name.length - 1], row[at + name.length] || "")) return true
    }
    return false
  }

  function ends(own, other) { return other === "" || other === " " || isHan(own) || isHan(other) }

  function address(score) {
    const entry = entries[score.entry]
    return entry.at + (score.part ? "#" + entry.parts[score.part][0] : "")
  }

  /* --- what is shown of a result ---------------------------------------------------------------------------------------- */

  function answer(query) {
    const result = find(query)
    if (!result.asked.units.size) return { items: [] }
    if (!result.found.length) return { items: nothing(result.asked) }
    const marks = marksOf(result.asked)
    return { items: result.found.slice(0, SHOWN).map(function (score, i) { return [shown(score, result, marks, i)] }) }
  }

  function shown(score, result, marks, place) {
    const entry = entries[score.entry]
    let head = "", line = entry.detail || ""
    if (entry.parts.length) {
      const part = entry.parts[score.part]
      head = score.part ? part[1] : ""
      line = lineOf(part[2].length ? part[2] : entry.parts[0][2], result.asked)
    }
    return item(address(score), titleOf(entry), said.shown[entry.kind], (head ? head + said.shown.colon : "") + line, marks, place)
  }

  function titleOf(entry) { return entry.title || entry.names[0] }

  /* Material shows a title only of what has an anchor: all that is said stands in it. */
  function item(at, title, kind, line, marks, place) {
    const shortened = line ? excerpt(line, marks) : ""
    return {
      location: withMarks(at, marks), score: 1 / (1 + place), terms: {}, text: "",
      title: '<span class="wb-found__kind">' + escaped(kind) + '</span> <span class="wb-found__title">' + marked(title, marks) + "</span>" +
        (shortened ? '<span class="wb-found__line">' + shortened + "</span>" : "")
    }
  }

  /* The line of a part that says most of what is asked, else its first. */
  function lineOf(lines, asked) {
    let best = -1, most = 0
    lines.forEach(function (line) {
      let sum = 0
      asked.units.forEach(function (share, unit) {
        const at = texts.all[line].indexOf(unit)
        if (at >= 0 && stands(texts.all[line], unit, at)) sum += share * asked.weights.get(unit)
      })
      if (best < 0 || sum > most) { best = line; most = sum }
    })
    return best < 0 ? "" : texts.said[best]
  }

  /* Words and runs of the query that stand anywhere, the longest first. */
  function marksOf(asked) {
    const found = []
    runs(asked.low).forEach(function (run) {
      if (!isHan(run) || run.length === 1) { if (asked.units.has(rowOf(run))) found.push(rowOf(run)); return }
      for (let from = 0; from + 1 < run.length;) {
        let to = from
        while (to + 1 < run.length && asked.lines.get(run.slice(to, to + 2)).length && texts.low.indexOf(run.slice(from, to + 2)) >= 0) to++
        if (to > from) found.push(run.slice(from, to + 1))
        from = Math.max(to, from + 1)
      }
    })
    return Array.from(new Set(found)).sort(function (a, b) { return b.length - a.length })
  }

  function withMarks(at, marks) {
    if (!marks.length) return at
    const parts = at.split("#")
    return parts[0] + "?h=" + encodeURIComponent(marks.join(" ")) + (parts.length > 1 ? "#" + parts[1] : "")
  }

  function excerpt(line, marks) {
    const low = level(line)
    let first = -1
    marks.forEach(function (mark) {
      const at = low.indexOf(mark)
      if (at >= 0 && (first < 0 || at < first)) first = at
    })
    const sides = sameScript(line, first), from = first > BEFORE * 2 ? Math.max(first - BEFORE, sides[0]) : 0
    const to = Math.min(line.length, from + BEFORE + AFTER, from ? sides[1] : line.length)
    return (from ? "… " : "") + marked(line.slice(from, to), marks) + (to < line.length ? " …" : "")
  }

  /* Where the Latin text around a place ends on both sides: forms say everything in two languages. */
  function sameScript(line, at) {
    if (at < 0 || isHan(line[at])) return [0, line.length]
    let from = at, to = at
    while (from > 0 && !isHan(line[from - 1])) from--
    while (to < line.length && !isHan(line[to])) to++
    return [from, to]
  }

  function marked(text, marks) {
    const low = level(text), found = []
    marks.forEach(function (mark) {
      for (let at = low.indexOf(mark); at >= 0; at = low.indexOf(mark, at + mark.length)) {
        if (stands(low, mark, at)) found.push([at, ending(low, at + mark.length)])
      }
    })
    found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1] })
    let out = "", done = 0
    found.forEach(function (span) {
      if (span[0] < done) return
      out += escaped(text.slice(done, span[0])) + "<mark>" + escaped(text.slice(span[0], span[1])) + "</mark>"
      done = span[1]
    })
    return out + escaped(text.slice(done))
  }

  /* The end of the Latin word that a mark begins. */
  function ending(low, at) {
    while (at < low.length && LETTER.test(low[at - 1]) && LETTER.test(low[at])) at++
    return at
  }

  function escaped(text) { return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;") }

  /* Nothing answers: whom to call, the list of all names, the names that are written most nearly so. */
  function nothing(asked) {
    const help = said.help.map(function (one) { return item(one.at, one.title, one.kind, one.line, [], 0) })
    nearestEntries(asked.low).forEach(function (entry) {
      help.push(item(entry.at, titleOf(entry), said.shown[entry.kind], "", [], 0))
    })
    if (help.length) help[0].title = '<span class="wb-none"></span>' + help[0].title
    return help.map(function (one) { return [one] })
  }

  function nearestEntries(low) {
    const wanted = pairs(runs(low).join("")), best = new Map()
    names.all.forEach(function (name) {
      const own = pairs(name.low.replace(/ /g, "")), both = Array.from(wanted).filter(function (pair) { return own.has(pair) }).length
      const alike = 2 * both / (wanted.size + own.size || 1)
      if (alike > (best.get(name.entry) || 0)) best.set(name.entry, alike)
    })
    const found = Array.from(best.keys())
    found.sort(function (a, b) { return best.get(b) - best.get(a) || a - b })
    return found.slice(0, NEAREST).map(function (at) { return entries[at] })
  }

  function pairs(text) {
    const found = new Set()
    for (let at = 0; at + 1 < text.length; at++) found.add(text.slice(at, at + 2))
    return found
  }

  addEventListener("message", function (event) {
    const message = event.data
    if (message.type === SETUP) {
      setup(message.data.docs)
      postMessage({ type: READY })
    } else if (message.type === QUERY) {
      postMessage({ type: RESULT, data: answer(message.data) })
    }
  })
})()
