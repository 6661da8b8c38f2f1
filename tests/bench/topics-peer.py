# SPDX-License-Identifier: Apache-2.0
"""Trains LDA with gensim or scikit-learn, for tools/bench-topics.

usage: topics-peer.py gensim|sklearn FOLDER WORDS K ALPHA BETA PASSES
Reads FOLDER/train, h1 and h2 (a document a line, word ids). Prints JSON: version, processor seconds of
the training alone, held-out perplexity by document completion as tuyou measures it (40 rounds).
"""
import json
import sys
import time

import numpy as np
import scipy.sparse as sparse

ROUNDS, DOCUMENTS_AT_ONCE = 40, 500


def read_counts(path, n_words):
    documents = [np.array(line.split(), dtype=np.int32) for line in open(path)]
    rows = np.repeat(np.arange(len(documents)), [len(d) for d in documents])
    counts = np.ones(len(rows), np.float32), (rows, np.concatenate(documents))
    return sparse.csr_matrix(counts, shape=(len(documents), n_words))


def completed_perplexity(phi, alpha, observed, held_out):
    """exp of minus the mean of ln sum_k theta_k phi_kw over held-out tokens, theta from the observed."""
    by_word = np.ascontiguousarray(phi.T.astype(np.float32))
    log_p = 0.0
    for first in range(0, observed.shape[0], DOCUMENTS_AT_ONCE):
        seen = observed[first : first + DOCUMENTS_AT_ONCE]
        rows = np.repeat(np.arange(seen.shape[0]), np.diff(seen.indptr))
        theta = np.full((seen.shape[0], len(phi)), 1 / len(phi), np.float32)
        for _ in range(ROUNDS):
            p = np.einsum("ij,ij->i", theta[rows], by_word[seen.indices])
            share = sparse.csr_matrix((seen.data / p, seen.indices, seen.indptr), shape=seen.shape)
            theta = theta * (share @ by_word) + alpha
            theta /= theta.sum(1, keepdims=True)
        rest = held_out[first : first + DOCUMENTS_AT_ONCE]
        rows = np.repeat(np.arange(rest.shape[0]), np.diff(rest.indptr))
        log_p += rest.data @ np.log(np.einsum("ij,ij->i", theta[rows], by_word[rest.indices]))
    return float(np.exp(-log_p / held_out.sum()))


def gensim_phi(train, k, alpha, beta, passes):
    import gensim

    corpus = gensim.matutils.Sparse2Corpus(train, documents_columns=False)
    words = {i: str(i) for i in range(train.shape[1])}
    began = time.process_time()
    model = gensim.models.LdaModel(corpus, num_topics=k, id2word=words, alpha=[alpha] * k, eta=beta,
                                   passes=passes, eval_every=None, random_state=1)
    return gensim.__version__, time.process_time() - began, model.get_topics()


def sklearn_phi(train, k, alpha, beta, passes):
    import sklearn
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(k, doc_topic_prior=alpha, topic_word_prior=beta, max_iter=passes,
                                      learning_method="online", batch_size=2048, random_state=1)
    began = time.process_time()
    model.fit(train)
    phi = model.components_ / model.components_.sum(1, keepdims=True)
    return sklearn.__version__, time.process_time() - began, phi


def main():
    peer, folder = sys.argv[1:3]
    n_words, k = int(sys.argv[3]), int(sys.argv[4])
    alpha, beta, passes = float(sys.argv[5]), float(sys.argv[6]), int(sys.argv[7])
    train, observed, held_out = (read_counts(f"{folder}/{name}", n_words) for name in ("train", "h1", "h2"))
    phi_of = {"gensim": gensim_phi, "sklearn": sklearn_phi}[peer]
    version, seconds, phi = phi_of(train, k, alpha, beta, passes)
    phi = np.maximum(phi, 1e-12)
    perplexity = completed_perplexity(phi / phi.sum(1, keepdims=True), alpha, observed, held_out)
    print(json.dumps({"version": version, "seconds": seconds, "perplexity": perplexity}))


if __name__ == "__main__":
    main()
