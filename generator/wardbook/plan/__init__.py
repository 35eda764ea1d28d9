"""Steps 1 and 2: files become plain data with places, and plain data becomes a frozen, typed
`Project`."""
