package io.tributary.common.change;

/**
 * Debezium's transaction id, {@code xid:lsn}.
 *
 * @param xid the transaction's number
 * @param lsn a position: of the event, for END of the commit
 */
record TransactionId(long xid, long lsn) {

  static TransactionId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("transaction id '" + text + "' is not xid:lsn");
    }
    return new TransactionId(
        Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
  }
}
