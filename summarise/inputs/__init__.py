"""What people have, made into articles: files of every kind, folders, standard input."""
