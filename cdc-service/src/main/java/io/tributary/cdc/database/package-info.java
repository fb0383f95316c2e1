/** Opens blocking connections to sources and the target, with errors an operator can act on. */
package io.tributary.cdc.database;
