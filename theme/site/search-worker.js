/* Search in one language's pages: Material's search worker, replaced whole. Plain substring search that knows what things
   are called. No word list, no dictionary, nothing newer than ES2015: it runs from a file, in old browsers too.

   A query is read in two ways at once:
   1. names: every page name that stands in the query (门诊药房停电 holds 门诊药房 and 停电) lifts its page above all others;
   2. terms: a page must hold every term somewhere; when none does, the pages that hold most come first. */
(function () {
  "use strict"
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/
  const RUNS = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[a-z0-9\u00c0-\u024f]+/g
  const EMPTY_WORDS = new Set(("a an and are do for how if in is of on or the to we what when where who with").split(" "))
  const EMPTY_HAN = /怎么办|怎么|如何|什么|哪里|了|的|吗|呢/g
  const WORTH = { whole: 60, title: 30, names: 25, words: 12, text: 4 }
  const NAMED = 1e7, RANKED = 1e5 /* a word of a query counts 1000 places: rank outweighs the longest name */
  const BEFORE = 40, AFTER = 160
  let pages = []

  /* Letters as they are compared: full width as half width, lower case, every mark a space. The length stays, so that
     places in the text are places in what is compared. */
  function level(text) {
    let out = ""
    for (let i = 0; i < text.length; i++) {
      const sign = text[i].normalize("NFKC").toLowerCase()
      out += sign.length === 1 ? sign : text[i].toLowerCase().length === 1 ? text[i].toLowerCase() : text[i]
    }
    return out.replace(/[\u2010-\u2015\-_\/·.,:;!?'"()\[\]{}<>“”‘’、。，！？；：（）《》【】\u200b\s]/g, " ")
  }

  /* English words without the ending that a plural changes: battery and batteries, case and cases become one. */
  function fold(word) {
    if (word.length < 4 || /(ss|us|is)$/.test(word)) return word
    return word.replace(/s$/, "").replace(/e$/, "").replace(/[iy]$/, "")
  }

  /* A name or a query as a row of folded words: Latin words apart, Han runs kept whole. */
  function row(text) {
    return (level(text).match(RUNS) || []).map(function (run) { return HAN.test(run) ? run : fold(run) })
  }

  function setup(data) {
    const byPage = new Map()
    data.docs.forEach(function (doc) {
      const section = { location: doc.location, title: doc.title, text: doc.text, low: level(doc.text), head: level(doc.title) }
      const address = doc.location.split("#")[0]
      if (!byPage.has(address)) byPage.set(address, page(doc, section))
      else byPage.get(address).sections.push(section)
    })
    pages = Array.from(byPage.values())
  }

  function page(doc, section) {
    const names = (doc.names || []).map(row).filter(function (name) { return name.length })
    return {
      rank: doc.rank || 0, names: names, said: level((doc.names || []).join(" | ")), words: level((doc.words || []).join(" | ")),
      title: section.head, whole: row(doc.title).join(" "), sections: [section]
    }
  }

  /* Where `name` stands in the query, from word to word; Han names may stand inside a run. */
  function spans(name, runs) {
    const found = []
    const size = name.length
    for (let i = 0; i + size <= runs.length; i++) {
      if (size === 1 && HAN.test(name[0])) {
        const at = runs[i].indexOf(name[0])
        if (at >= 0) found.push([i * 1000 + at, i * 1000 + at + name[0].length])
      } else if (name.every(function (word, k) { return word === runs[i + k] })) {
        found.push([i * 1000, (i + size - 1) * 1000 + runs[i + size - 1].length])
      }
    }
    return found
  }

  /* Every page name in the query, without those that stand inside a longer one (门诊 in 门诊药房). */
  function named(runs) {
    const hits = []
    pages.forEach(function (page) {
      page.names.forEach(function (name) {
        spans(name, runs).forEach(function (span) { hits.push({ page: page, name: name, from: span[0], to: span[1] }) })
      })
    })
    return hits.filter(function (hit) {
      return !hits.some(function (other) {
        return other.from <= hit.from && other.to >= hit.to && other.to - other.from > hit.to - hit.from
      })
    })
  }

  function holds(page, term) {
    return has(page.title, term) || has(page.said, term) || has(page.words, term) ||
      page.sections.some(function (section) { return has(section.low, term) || has(section.head, term) })
  }

  /* Han anywhere, Latin from the start of a word. */
  function has(text, term) { return place(text, term, 0) >= 0 }

  function place(text, term, from) {
    let at = text.indexOf(term, from)
    if (HAN.test(term)) return at
    while (at > 0 && /[a-z0-9\u00c0-\u024f]/.test(text[at - 1])) at = text.indexOf(term, at + 1)
    return at
  }

  /* What a page must hold: words, and Han runs cut first at the names in them, then into the longest pieces that occur. */
  function terms(runs, hits) {
    const out = []
    runs.forEach(function (run) {
      if (!HAN.test(run)) { if (!EMPTY_WORDS.has(run)) out.push(run); return }
      const names = hits.map(function (hit) { return hit.name }).filter(function (name) { return name.length === 1 && HAN.test(name[0]) })
      let rest = [run]
      names.forEach(function (name) {
        const next = []
        rest.forEach(function (piece) { next.push.apply(next, piece.split(name[0])) })
        if (next.length > rest.length) out.push(name[0])
        rest = next
      })
      rest.join(" ").replace(EMPTY_HAN, " ").split(" ").forEach(function (piece) { out.push.apply(out, pieces(piece)) })
    })
    return Array.from(new Set(out)).slice(0, 24)
  }

  function pieces(run) {
    const out = []
    for (let i = 0; i < run.length;) {
      let end = run.length
      while (end > i + 1 && !known(run.slice(i, end))) end--
      out.push(run.slice(i, end))
      i = end
    }
    return out.length > 1 ? out.filter(function (piece) { return piece.length > 1 || known(piece) }) : out
  }

  function known(piece) { return pages.some(function (page) { return holds(page, piece) }) }

  function worth(page, term, count) {
    let sum = 0
    if (page.whole === term) sum += WORTH.whole
    if (has(page.title, term)) sum += WORTH.title
    if (has(page.said, term)) sum += WORTH.names
    if (has(page.words, term)) sum += WORTH.words
    page.sections.forEach(function (section) { if (has(section.low, term) || has(section.head, term)) sum += WORTH.text })
    return sum * (term.length > 1 ? 1 : 0.3) * (1 + 1 / (1 + count))
  }

  function search(query) {
    const runs = row(query)
    const hits = named(runs)
    const wanted = terms(runs, hits)
    if (!wanted.length) return { items: [] }
    const counts = wanted.map(function (term) { return pages.filter(function (page) { return holds(page, term) }).length })
    const scored = pages.map(function (page) { return score(page, hits, wanted, counts) })
    const best = scored.reduce(function (most, one) { return Math.max(most, one.held) }, 0)
    const needed = best === wanted.length ? best : Math.max(1, best - 1)
    const kept = scored.filter(function (one) { return one.score > 0 && (one.lifted || one.held >= needed) })
    kept.sort(function (one, other) { return other.score - one.score })
    return { items: kept.map(function (one) { return group(one, wanted) }) }
  }

  function score(page, hits, wanted, counts) {
    let sum = 0, held = 0
    wanted.forEach(function (term, i) { if (holds(page, term)) { held++; sum += worth(page, term, counts[i]) } })
    const own = hits.filter(function (hit) { return hit.page === page })
    const longest = own.reduce(function (most, hit) { return Math.max(most, hit.to - hit.from) }, 0)
    return { page: page, held: held, lifted: own.length > 0, score: sum + (own.length ? NAMED + RANKED * page.rank + longest : 0) }
  }

  /* A page and its sections that hold a term; the best section shares the page's score, so that it is shown unfolded. */
  function group(one, wanted) {
    const held = {}
    wanted.forEach(function (term) { held[term] = holds(one.page, term) })
    const sections = one.page.sections.map(function (section, i) {
      const count = wanted.filter(function (term) { return has(section.low, term) || has(section.head, term) }).length
      return { section: section, count: i === 0 ? Infinity : count }
    }).filter(function (entry) { return entry.count > 0 }).sort(function (a, b) { return b.count - a.count })
    return sections.map(function (entry, i) {
      return {
        location: entry.section.location, score: one.score - (i > 1 || i && entry.count < wanted.length ? i : 0), terms: held,
        title: marked(entry.section.title, entry.section.head, wanted), text: excerpt(entry.section, wanted)
      }
    })
  }

  function excerpt(section, wanted) {
    const places = wanted.map(function (term) { return place(section.low, term, 0) }).filter(function (at) { return at >= 0 })
    const first = places.length ? Math.min.apply(null, places) : 0
    const from = first > BEFORE * 1.5 ? first - BEFORE : 0
    const to = Math.min(section.text.length, from + BEFORE + AFTER)
    return (from ? "… " : "") + marked(section.text.slice(from, to), section.low.slice(from, to), wanted) + (to < section.text.length ? " …" : "")
  }

  function marked(text, low, wanted) {
    const found = []
    wanted.forEach(function (term) {
      for (let at = place(low, term, 0); at >= 0; at = place(low, term, at + term.length)) found.push([at, ending(low, at + term.length)])
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

  /* The end of the Latin word that a term begins. */
  function ending(low, at) {
    while (at < low.length && /[a-z0-9\u00c0-\u024f]/.test(low[at - 1]) && /[a-z0-9\u00c0-\u024f]/.test(low[at])) at++
    return at
  }

  function escaped(text) { return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;") }

  addEventListener("message", function (event) {
    const message = event.data
    if (message.type === SETUP) {
      setup(message.data)
      postMessage({ type: READY })
    } else if (message.type === QUERY) {
      postMessage({ type: RESULT, data: search(message.data) })
    }
  })
})()
