package io.tributary.connect.sqlite;

/**
 * One read of the file for the stream.
 *
 * @param output where its records are made
 * @param content the version of the file's content that is read
 * @param last the number of the log's last row that is read
 */
record StreamRead(
    CaptureReading reading,
    StreamOutput output,
    ReadPace pace,
    VectorComparison comparison,
    long content,
    long last) {}
