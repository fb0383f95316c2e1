package io.tributary.cdc.apply.assemble;

import java.util.List;

/** One thing that the assembler has put together from records, for its receiver to act on. */
public sealed interface AssembledUnit {

  /** Calls the method of the receiver that acts on this unit. */
  void to(Receiver receiver);

  /** A whole source transaction that was not applied before. */
  record Whole(SourceTransaction transaction) implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.transaction(transaction);
    }
  }

  /**
   * A piece of a transaction that is too large to be kept; whether it counts is not known yet.
   *
   * @param beforeMark how many of the changes, from the first on, stand before any mark of a fence
   */
  record Piece(List<StreamRecord> changes, int beforeMark) implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.piece(changes, beforeMark);
    }
  }

  /** The end of a transaction whose pieces were handed out; they count. */
  record LastPiece(SourceTransaction rest) implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.lastPiece(rest);
    }
  }

  /** The pieces handed out do not count: a cut-off copy, or applied before. */
  record PiecesDropped() implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.piecesDropped();
    }
  }

  /** The snapshot starts from the beginning. */
  record SnapshotStart(long offset) implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.snapshotStart(offset);
    }
  }

  /** What a table looks like whose rows of the snapshot follow. */
  record SnapshotTable(StreamRecord shape) implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.snapshotTable(shape);
    }
  }

  /** A row of the snapshot. */
  record SnapshotRow(StreamRecord row) implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.snapshotRow(row);
    }
  }

  /** Every row of the snapshot was seen. */
  record SnapshotEnd(long offset) implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.snapshotEnd(offset);
    }
  }

  /** Everything up to this offset changes nothing, or was applied before. */
  record Nothing(long offset) implements AssembledUnit {
    @Override
    public void to(Receiver receiver) {
      receiver.nothing(offset);
    }
  }

  /** Acts on units in the order of the stream. */
  interface Receiver {
    void transaction(SourceTransaction transaction);

    void piece(List<StreamRecord> changes, int beforeMark);

    void lastPiece(SourceTransaction rest);

    void piecesDropped();

    void snapshotStart(long offset);

    void snapshotTable(StreamRecord shape);

    void snapshotRow(StreamRecord row);

    void snapshotEnd(long offset);

    void nothing(long offset);
  }
}
