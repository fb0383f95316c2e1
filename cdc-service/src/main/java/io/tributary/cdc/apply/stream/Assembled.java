package io.tributary.cdc.apply.stream;

import java.util.List;

/** What the assembler has found in the stream. */
public sealed interface Assembled {

  /** Hands itself to whoever acts on it. */
  void to(Receiver receiver);

  /** A whole source transaction that was not applied before. */
  record Whole(SourceTransaction transaction) implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.transaction(transaction);
    }
  }

  /** A piece of a transaction that is too large to be kept; whether it counts is not known yet. */
  record Piece(List<StreamRecord> changes) implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.piece(changes);
    }
  }

  /** The end of a transaction whose pieces were handed out; they count. */
  record LastPiece(SourceTransaction rest) implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.lastPiece(rest);
    }
  }

  /** The pieces handed out do not count: a cut-off copy, or applied before. */
  record PiecesDropped() implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.piecesDropped();
    }
  }

  /** The snapshot starts from the beginning. */
  record SnapshotStart(long offset) implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.snapshotStart(offset);
    }
  }

  /** What a table looks like whose rows of the snapshot follow. */
  record SnapshotTable(StreamRecord shape) implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.snapshotTable(shape);
    }
  }

  /** A row of the snapshot. */
  record SnapshotRow(StreamRecord row) implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.snapshotRow(row);
    }
  }

  /** Every row of the snapshot was seen. */
  record SnapshotEnd(long offset) implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.snapshotEnd(offset);
    }
  }

  /** Everything up to this offset changes nothing, or was applied before. */
  record Nothing(long offset) implements Assembled {
    @Override
    public void to(Receiver receiver) {
      receiver.nothing(offset);
    }
  }

  /** Acts on what was found, in order. */
  interface Receiver {
    void transaction(SourceTransaction transaction);

    void piece(List<StreamRecord> changes);

    void lastPiece(SourceTransaction rest);

    void piecesDropped();

    void snapshotStart(long offset);

    void snapshotTable(StreamRecord shape);

    void snapshotRow(StreamRecord row);

    void snapshotEnd(long offset);

    void nothing(long offset);
  }
}
