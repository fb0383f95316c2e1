/** What every kind of source can do, so that the steps of a source need not know its kind. */
package io.tributary.cdc.source;
