"""`asmr about`: what this is and is not, and where its numbers come from."""

import typer

from asmr_cli.cli.output import emit

NOTICE = """\
asmr builds a timed wind-down session from local sound files and fades to real
silence. Nothing leaves this computer: no network, no account, no telemetry.

For relaxing only. Not medical advice. Stop if a sound or breathing pace feels
bad. If you feel dizzy, breathe normally. Trouble sleeping three nights a week
for three months? Talk to a clinician. Not while driving or operating anything.
Start low: you should barely hear it from across the room. The program cannot
know how loud your speakers are. For a whole night, a speaker is kinder than
earbuds.

Not every sound works for everyone, and that is fine: `asmr never NAME`, and it
is gone."""

EVIDENCE = """\
Where the numbers come from
  Change in level wakes, more than level itself
      Stanchina 2005, Sleep Med 6:423 (small study)
  Rising sound is a warning cue
      Bach 2008, Cereb Cortex 18:145
  Repeated impulses wake at lower levels
      Vos 2013, J Acoust Soc Am 134:2011
  Unfamiliar voices disturb light sleep
      Ameen 2022, J Neurosci
  Slow breathing near 6 a minute
      Lehrer & Gevirtz 2014; Laborde 2019, J Clin Med 8:193
  Soft, not forced, breathing
      Wattanapanyawech 2020 (small study); Szulczewski 2019
  Noise all night is not shown to help
      Riedy 2021, Sleep Med Rev 55 (38 studies, very low certainty)
  Two sounds at once, minutes each
      Barratt, Spence & Davis 2017, PeerJ 5:e3846
  How loudness is measured
      ITU-R BS.1770, EBU R 128
What is told of such sounds (oxytocin, dopamine, therapy) is not measured here
and not claimed. Only abstracts and standards were read; levels, fades and
phases are judgements drawn from them."""


def about() -> None:
    """What this is and is not, and the sources of its numbers."""
    emit(f"{NOTICE}\n\n{EVIDENCE}")


def register(app: typer.Typer) -> None:
    app.command()(about)
