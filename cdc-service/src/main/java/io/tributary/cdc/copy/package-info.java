/** Copies the rows that a source has at the start straight into the target, table by table. */
package io.tributary.cdc.copy;
