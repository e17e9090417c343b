"""Training, calibration and export of the model. Needs the extra [train]; imported by nothing at run time."""
