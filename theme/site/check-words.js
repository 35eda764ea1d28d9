/* Is this paper current? The six characters of each leaf, typed or scanned, several at once; the list of all words is in the page.
   Nothing is stored, nothing is sent. */
(function () {
  "use strict"
  var LENGTH = 6

  function characters(text) { return text.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "") }

  /* Words that differ in one sign, as a misread 8 for B does, or in two that changed places. */
  function near(word, known) {
    return Array.from(known.keys()).filter(function (other) {
      var places = []
      for (var place = 0; place < LENGTH; place++) if (word[place] !== other[place]) places.push(place)
      if (places.length === 2) return word[places[0]] === other[places[1]] && word[places[1]] === other[places[0]]
      return places.length === 1
    })
  }

  function begin(root) {
    var given = JSON.parse(root.dataset.words), say = given.say, known = new Map()
    var field = root.querySelector("input"), list = root.querySelector("[data-list]")
    given.known.forEach(function (row) {
      var word = characters(row[0])
      if (!known.has(word)) known.set(word, [])
      known.get(word).push(row)
    })

    function filled(text, row) {
      return text.replace(/%([a-g])/g, function (_, letter) { return row["abcdefg".indexOf(letter)] || "" }).trim()
    }

    function add(kind, head, text) {
      var item = document.createElement("li"), mark = document.createElement("b")
      item.className = "wb-words__" + kind
      mark.textContent = head
      item.append(mark, " " + text)
      list.append(item)
    }

    /* What a withdrawn sheet's department became stands where the new word of a replaced one stands. */
    function said(row) { return filled(say["said_" + (row[1] === "withdrawn" && row[6] ? "followed" : row[1])], row) }

    function show(row) { add(row[1], say["is_" + row[1]], said(row)) }

    /* A browser joins pasted lines: twelve characters are two words. */
    function parts(word) { return word.length % LENGTH ? [word] : word.match(/.{6}/g) || [] }

    /* Two groups of three with a space between them are one word. */
    function halves(words) {
      return words.reduce(function (made, word) {
        var last = made[made.length - 1]
        if (last && last.length === 3 && word.length === 3) made[made.length - 1] = last + word
        else made.push(word)
        return made
      }, [])
    }

    function judge() {
      list.textContent = ""
      // A scanned code says sheet, edition and check word: A-P1:2026.2:7K3-Q9D
      var typed = field.value.replace(/\S*:(?=[0-9A-Za-z]{3}-[0-9A-Za-z]{3})/g, " ").split(/[\s,;/、，；]+/)
      halves(typed.map(characters).filter(Boolean)).flatMap(parts).forEach(function (word) {
        if (known.has(word)) return known.get(word).forEach(show)
        if (word.length !== LENGTH) return add("unknown", say.is_unknown, word)
        add("unknown", say.is_unknown, filled(say.said_unknown, [word.replace(/^.../, "$&-")]))
        near(word, known).forEach(function (other) {
          known.get(other).forEach(function (row) { add("near", say.near, said(row)) })
        })
      })
    }

    field.addEventListener("input", judge)
    if (location.hash.indexOf("#w=") === 0) field.value = decodeURIComponent(location.hash.slice(3))
    judge()
    root.classList.add("wb-words--on")
  }

  document.querySelectorAll(".wb-words").forEach(begin)
})()
