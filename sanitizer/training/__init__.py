"""Making and measuring models: corpora, generated pages, fitting, evaluation."""
