"""The files that `privacyctl demo` feeds to the same readers and duties as real ones.

Every name and address in them is made up. `@…@` in a mail is put in as the demo starts,
so that its requests are always as old as the story wants them.
"""
