/** The types of Temporal for compilers that have none of their own. */
import "temporal-polyfill/types/global";
