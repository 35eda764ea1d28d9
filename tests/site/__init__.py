"""A package, so that its tests share a browser that is closed behind the last of them: one that
nobody looks at takes a twentieth of a processor for as long as tests run."""
