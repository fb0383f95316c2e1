package io.tributary.connect.sqlite;

import java.sql.SQLException;
import java.util.Map;

/**
 * Everything is sent, and the file is as it was then.
 *
 * @param content the version of the file's content that was sent
 */
record StreamRest(long content) implements StreamMode {

  @Override
  public boolean waits(CaptureReading reading, VectorComparison comparison) throws SQLException {
    return reading.contentVersion() == content && !comparison.due(content);
  }

  @Override
  public Step step(StreamRead read) throws SQLException {
    return new LogFollowing().step(read);
  }

  @Override
  public StreamMode redefined(Map<Long, TableForm> forms) {
    return new LogFollowing();
  }

  @Override
  public StreamMode afterFindings(boolean logged, VectorComparison comparison) {
    return logged ? new LogFollowing() : this;
  }
}
