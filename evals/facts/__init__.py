"""Facts, the truths that replies are measured against: their form, files and evidence."""
