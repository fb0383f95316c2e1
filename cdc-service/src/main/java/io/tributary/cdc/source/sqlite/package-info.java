/**
 * SQLite files as sources: driver, capture and fence; copy and target schema are the packages
 * below.
 */
package io.tributary.cdc.source.sqlite;
