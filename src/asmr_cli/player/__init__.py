"""The transport of a night: a mix on its way to a sink, what each command asks for, and the deadline kept."""
