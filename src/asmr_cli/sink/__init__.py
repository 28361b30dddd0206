"""Where sound goes: a device, a file, a pipe or nowhere, behind one protocol."""
