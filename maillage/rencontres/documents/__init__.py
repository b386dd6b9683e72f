"""Documents of meetings: report, certificate, sign-in sheet."""
