using NetCompiler.Conformance.Tests.Cases;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Every family of kernels against the interpreter, at whatever width the vectors of this process have.</summary>
public class FamilyTests
{
    [Theory]
    [MemberData(nameof(FamilyCases.Names), MemberType = typeof(FamilyCases))]
    public void Double_agrees(string name) => InterpreterTests.Check<double>(FamilyCases.Library, name);

    [Theory]
    [MemberData(nameof(FamilyCases.Names), MemberType = typeof(FamilyCases))]
    public void Float_agrees(string name) => InterpreterTests.Check<float>(FamilyCases.Library, name);
}
