namespace NetCompiler.Generators.Graph;

/// <summary>What a result depends on.</summary>
internal static class ReadValues
{
    /// <summary>The result, and all that is read on the way to it.</summary>
    public static HashSet<Value> Of(IEnumerable<Operation> operations, Value result)
    {
        HashSet<Value> read = [result];
        Add(operations);
        return read;

        void Add(IEnumerable<Operation> list)
        {
            foreach (Operation operation in list.Reverse().Where(operation => operation.Outputs.Any(read.Contains)))
            {
                read.UnionWith(operation.Inputs);
                if (operation is not Scan scan)
                    continue;
                read.UnionWith(scan.Carries.Select(carry => carry.After));
                Add(scan.Body);
            }
        }
    }
}
