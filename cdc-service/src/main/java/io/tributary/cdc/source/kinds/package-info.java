/** The list of the kinds of source that there are. */
package io.tributary.cdc.source.kinds;
