/** What apply needs to know of the target's tables: columns, types, keys; plain values. */
package io.tributary.cdc.apply.table;
