package io.tributary.connect.postgresql;

/**
 * Which database this is, whatever host name leads to it.
 *
 * @param cluster the cluster's system identifier, given by initdb and kept by physical standbys
 * @param oid the database's number in the cluster; DROP and CREATE give a new one
 * @param database its name
 */
record SystemId(String cluster, long oid, String database) {

  /** The form in which an offset records it. */
  String text() {
    return cluster + "/" + oid;
  }

  @Override
  public String toString() {
    return database + " (" + text() + ")";
  }
}
