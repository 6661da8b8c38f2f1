#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What bench-text asks of other programs, and how it scores.

usage: text-peers.py load                       is jieba here? seconds until its dictionary is ready
       text-peers.py cut FILE 0|1 [OUT]         jieba's words, HMM off or on
       text-peers.py keywords FILE tfidf|textrank OUT    jieba.analyse, 10 a line
       text-peers.py vectors WORDS sklearn|gensim        weights of ready words, a document a line
       text-peers.py keyword-f1 GOLD OUT        keywords a line, parted by '_'; by tabs
       text-peers.py word-f1 GOLD OUT           words parted by white space

Prints numbers parted by spaces: processor seconds of the work alone, or scores. Exit code 7: the
library is not installed.
"""
import logging
import sys
import time


def lines(path):
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        return file.read().rstrip("\n").split("\n")


def jieba_ready():
    import jieba

    jieba.setLogLevel(logging.ERROR)
    start = time.process_time()
    jieba.initialize()
    return jieba, time.process_time() - start


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(row + "\n" for row in rows)


def load():
    print(jieba_ready()[1])


def cut(path, hmm, out=None):
    jieba, _ = jieba_ready()
    texts = lines(path)
    start = time.process_time()
    words = [jieba.lcut(text, HMM=hmm == "1") for text in texts]
    print(time.process_time() - start)
    if out:
        write(out, (" ".join(line) for line in words))


def keywords(path, method, out):
    jieba_ready()
    import jieba.analyse

    extract = {"tfidf": jieba.analyse.extract_tags, "textrank": jieba.analyse.textrank}[method]
    extract("热身", topK=1)
    texts = lines(path)
    start = time.process_time()
    found = [extract(text, topK=10) for text in texts]
    print(time.process_time() - start)
    write(out, ("\t".join(line) for line in found))


def vectors(path, library):
    if library == "sklearn":
        from sklearn.feature_extraction.text import TfidfVectorizer

        texts = lines(path)
        start = time.process_time()
        TfidfVectorizer(token_pattern=r"\S+").fit_transform(texts)
    else:
        from gensim.corpora import Dictionary
        from gensim.models import TfidfModel

        texts = lines(path)
        start = time.process_time()
        words = [text.split() for text in texts]
        dictionary = Dictionary(words)
        bags = [dictionary.doc2bow(line) for line in words]
        model = TfidfModel(bags)
        for bag in bags:
            model[bag]
    print(time.process_time() - start)


def keyword_f1(gold_path, out_path):
    """F1 at 5 and at 10 over all documents, keywords compared as they are."""
    wanted = [set(line.split("_")) for line in lines(gold_path)]
    found = [[word for word in line.split("\t") if word] for line in lines(out_path)]
    for at in 5, 10:
        hits = sum(len(gold & set(words[:at])) for gold, words in zip(wanted, found))
        total = sum(map(len, wanted)) + sum(len(words[:at]) for words in found)
        print(f"{2 * hits / total:.4f}", end=" ")
    print()


def spans(line):
    found, at = set(), 0
    for word in line.split():
        found.add((at, at + len(word)))
        at += len(word)
    return found


def word_f1(gold_path, out_path):
    """F1 of words as spans of characters, as in SIGHAN 2005."""
    hits = total = 0
    for gold, found in zip(map(spans, lines(gold_path)), map(spans, lines(out_path))):
        hits += len(gold & found)
        total += len(gold) + len(found)
    print(f"{2 * hits / total:.4f}")


COMMANDS = {"load": load, "cut": cut, "keywords": keywords, "vectors": vectors,
            "keyword-f1": keyword_f1, "word-f1": word_f1}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    try:
        COMMANDS[sys.argv[1]](*sys.argv[2:])
    except ModuleNotFoundError as missing:
        print(missing, file=sys.stderr)
        sys.exit(7)
