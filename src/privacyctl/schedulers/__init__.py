"""What runs us by itself: the lines of each scheduler, and how they are put in place.

| file | what lives in it |
|---|---|
| `scheduling` | the text of a schedule and its installing, by whichever scheduler: start here |
| `programs` | which program a schedule can start: one that is there and runs |
| `cron` | the lines of a crontab |
| `systemd` | the units of a user's systemd |
| `launchd` | the property lists of macOS |
| `windows` | the tasks of Windows |
| `written` | the files of a scheduler |
| `asking` | their own programs, asked |
"""
